/**
 * From the ledger topic to a trace graph and a log index on disk.
 *
 * <p>Lives here: the projector app, its store (one RocksDB database per partition, whose changelog
 * is the ledger topic itself), and reading one such database under a lease. Does not live here:
 * what an entry means (the fold of {@code dev.goldthread.core.graph}), waiting for entries and
 * answering questions across partitions ({@code query}), or writing the ledger ({@code seal}).
 *
 * <p>Reads from: topic ledger, through {@code ledger}. Feeds: {@code query}.
 */
@NullMarked
package dev.goldthread.streams.project;

import org.jspecify.annotations.NullMarked;
