/**
 * What events mean together: nodes with their facts, joined by edges from effect to cause.
 *
 * <p>Lives here: the fold that adds one ledger entry to a graph, the graph in memory, the bytes of
 * its rows and its digest. Does not live here: the graph on disk (module {@code ledger-streams},
 * package {@code project}) and what is asked of a graph ({@code trace}). The projector, a replay,
 * the offline verifier and the tests all run this fold; it knows no Kafka and no clock.
 *
 * <p>Reads from: {@code event}, {@code seal}. Feeds: {@code trace}.
 */
@NullMarked
package dev.goldthread.core.graph;

import org.jspecify.annotations.NullMarked;
