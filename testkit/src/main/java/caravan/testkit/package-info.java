/** What the tests of several modules and the measurements need: servers as themselves. */
@NullMarked
package caravan.testkit;

import org.jspecify.annotations.NullMarked;
