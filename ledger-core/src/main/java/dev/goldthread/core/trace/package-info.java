/**
 * What people ask of a graph: the trace of a release or a digest, its matrix and gaps, what a
 * change touches, what is pending.
 *
 * <p>Lives here: putting a walk and its findings together to an answer. Does not live here: how a
 * graph is kept ({@code graph}), how it is walked ({@code walk}) and judged ({@code finding}), or
 * how an answer is shown (module {@code ledger-api}). Everything reads a {@link
 * dev.goldthread.core.graph.GraphView}, so the live store, a replay and the tests give the same
 * answers.
 *
 * <p>Reads from: {@code walk}, {@code finding}, {@code environment}, {@code population}. Feeds: the
 * query side of module {@code ledger-streams}.
 */
@NullMarked
package dev.goldthread.core.trace;

import org.jspecify.annotations.NullMarked;
