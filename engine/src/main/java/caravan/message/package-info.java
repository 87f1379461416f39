/** Messages: parsing, checking and rendering their templates, and writing them as mails. */
@NullMarked
package caravan.message;

import org.jspecify.annotations.NullMarked;
