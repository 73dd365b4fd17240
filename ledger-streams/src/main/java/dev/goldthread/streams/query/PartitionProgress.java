package dev.goldthread.streams.query;

import java.util.OptionalLong;

/**
 * How far a ledger partition is applied here; offsets of the ledger topic.
 *
 * @param applied the last offset applied; empty when nothing was
 * @param end the next offset that the ledger will use, as far as it is committed
 * @param behind offsets between the two that may hold records; transaction markers count, unless
 *     there is nothing else: then this is 0
 */
public record PartitionProgress(int partition, OptionalLong applied, long end, long behind) {}
