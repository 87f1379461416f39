/** Tables, columns, relations, and the ordinals that stand for keys. */
@NullMarked
package caravan.profile;

import org.jspecify.annotations.NullMarked;
