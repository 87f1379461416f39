/** Where customers' data lives: connections, column types, reading and writing rows. */
@NullMarked
package caravan.warehouse;

import org.jspecify.annotations.NullMarked;
