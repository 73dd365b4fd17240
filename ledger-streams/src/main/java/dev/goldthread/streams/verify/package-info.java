/**
 * Verification of one log's records, byte for byte as they lie on the ledger topic.
 *
 * <p>Lives here: the checks that need Kafka's side of a record (key, partition, schema id) besides
 * the chain's. Does not live here: the chain's own rules ({@code dev.goldthread.core.seal}), and
 * reading a whole ledger ({@code audit}).
 *
 * <p>Reads from: topic schemas, a schema registry where there is one. Feeds: {@code checkpoint},
 * {@code audit}.
 */
@NullMarked
package dev.goldthread.streams.verify;

import org.jspecify.annotations.NullMarked;
