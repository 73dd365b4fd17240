package dev.goldthread.streams.query;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.time.Instant;

/**
 * That an event is sealed, and where; the first time, should its id be in the log twice.
 *
 * @param seq position in the product's log, from 0
 * @param leaf the leaf hash that proofs are about
 */
public record Receipt(Product product, EventId id, long seq, Digest leaf, Instant sealedAt) {}
