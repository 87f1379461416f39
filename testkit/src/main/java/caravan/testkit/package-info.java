/** What the tests of several modules need: servers as themselves. */
@NullMarked
package caravan.testkit;

import org.jspecify.annotations.NullMarked;
