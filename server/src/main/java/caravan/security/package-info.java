/** Who somebody is and what they may do: users, sessions, tokens, and the log of what was done. */
@NullMarked
package caravan.security;

import org.jspecify.annotations.NullMarked;
