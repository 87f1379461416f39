/** The command line: a class a command. */
@NullMarked
package caravan.cli;

import org.jspecify.annotations.NullMarked;
