/**
 * The laws: what must hold whatever people declare, tried on random workspaces and timelines, which
 * are shrunk and kept where one fails.
 */
@NullMarked
package caravan.law;

import org.jspecify.annotations.NullMarked;
