/** Speaks SMTP with one mail server: sessions, their security, and messages handed over in them. */
@NullMarked
package caravan.channel.smtp;

import org.jspecify.annotations.NullMarked;
