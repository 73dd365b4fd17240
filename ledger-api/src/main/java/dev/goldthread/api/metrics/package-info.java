/**
 * What a running ledger has done and how far it is, in figures.
 *
 * <p>Lives here: collecting the figures of gate, sealer and projector, the metrics made of them
 * ({@code docs/metrics.md}), and which parts a ledger has. Does not live here: counting (each stage
 * does that itself), and the routes that show figures ({@code http}).
 *
 * <p>Reads from: {@code gate}, the sealer, the projector and its query side. Feeds: {@code http},
 * {@code node}.
 */
@NullMarked
package dev.goldthread.api.metrics;

import org.jspecify.annotations.NullMarked;
