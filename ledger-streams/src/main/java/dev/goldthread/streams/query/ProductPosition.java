package dev.goldthread.streams.query;

import dev.goldthread.core.event.Product;
import java.time.Instant;

/**
 * How far a product's log is applied here.
 *
 * @param seq the last position applied, from 0
 */
public record ProductPosition(Product product, long seq, Instant sealedAt) {}
