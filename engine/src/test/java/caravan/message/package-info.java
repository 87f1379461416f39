@NullMarked
package caravan.message;

import org.jspecify.annotations.NullMarked;
