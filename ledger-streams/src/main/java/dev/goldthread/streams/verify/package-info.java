/**
 * Verification of the ledger from the ledger itself: every committed record of its topic, byte for
 * byte, with nothing in between.
 *
 * <p>Lives here: reading the topic to its end, and the checks that need Kafka's side of a record
 * (key, partition, schema id) besides the chain's. Does not live here: the chain's own rules
 * ({@code dev.goldthread.core.seal}), and how a result is shown.
 *
 * <p>Reads from: topics ledger and schemas, a schema registry where there is one. Feeds: the
 * command line.
 */
@NullMarked
package dev.goldthread.streams.verify;

import org.jspecify.annotations.NullMarked;
