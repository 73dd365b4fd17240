package dev.goldthread.streams.project;

/**
 * What a projector did since it was started, live and while restoring.
 *
 * @param events entries that the graph learned from, opaque ones among them
 * @param duplicates entries whose id was known: they change nothing and are flagged
 * @param opaque entries whose body could not be read
 * @param seen records that had been applied before, skipped without decoding
 * @param batches batches written
 * @param flushes times that a store was flushed to disk
 * @param rebuilds times that a store was given up and read again from the ledger
 */
public record ProjectorCounts(
        long events,
        long duplicates,
        long opaque,
        long seen,
        long batches,
        long flushes,
        long rebuilds) {}
