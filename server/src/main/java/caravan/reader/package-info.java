/** What readers answer: the links in their letters, what comes of following them, mail returned. */
@NullMarked
package caravan.reader;

import org.jspecify.annotations.NullMarked;
