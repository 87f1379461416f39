/** A folder of YAML files that declares tables, segments, journeys and messages. */
@NullMarked
package caravan.workspace;

import org.jspecify.annotations.NullMarked;
