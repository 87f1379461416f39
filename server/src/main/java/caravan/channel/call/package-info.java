/** Calls other systems over HTTP: signed, and none at an address within unless that is allowed. */
@NullMarked
package caravan.channel.call;

import org.jspecify.annotations.NullMarked;
