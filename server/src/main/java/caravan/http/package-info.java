/** The API and the pages: a class a resource, and how every error is answered. */
@NullMarked
package caravan.http;

import org.jspecify.annotations.NullMarked;
