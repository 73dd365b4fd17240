/**
 * Several graphs seen as one, for a walk that leaves its product.
 *
 * <p>Lives here: which other products a walk came into, the joined view of their graphs, and which
 * of them could not be had. Does not live here: where another product's graph lies and how it is
 * fetched.
 *
 * <p>Reads from: {@code graph}. Feeds: the query side of module {@code ledger-streams}.
 */
@NullMarked
package dev.goldthread.core.crossing;

import org.jspecify.annotations.NullMarked;
