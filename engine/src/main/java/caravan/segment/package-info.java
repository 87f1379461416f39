/** The segment language: syntax tree, parser, printer. */
@NullMarked
package caravan.segment;

import org.jspecify.annotations.NullMarked;
