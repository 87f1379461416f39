/** Where messages leave. */
@NullMarked
package caravan.channel;

import org.jspecify.annotations.NullMarked;
