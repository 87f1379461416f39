/** Signs mails as a domain's (DKIM, RFC 6376 and RFC 8463). */
@NullMarked
package caravan.channel.dkim;

import org.jspecify.annotations.NullMarked;
