/**
 * What people ask of a graph: the trace of a release or a digest, with what is missing from it.
 *
 * <p>Lives here: following a traversal of the vocabulary, and the rules that find gaps. Does not
 * live here: how a graph is kept ({@code graph}) or how a trace is shown (module {@code
 * ledger-api}). Everything reads a {@link dev.goldthread.core.graph.GraphView}, so the live store,
 * a replay and the tests give the same answers.
 *
 * <p>Reads from: {@code graph}. Feeds: the query side of module {@code ledger-streams}.
 */
@NullMarked
package dev.goldthread.core.trace;

import org.jspecify.annotations.NullMarked;
