/** Systems outside that know customers and their segments, read as they are now. */
@NullMarked
package caravan.source;

import org.jspecify.annotations.NullMarked;
