/**
 * The schema registry that runs inside the ledger when none is named: its record format on Kafka,
 * its rules, and its HTTP endpoint for consumers outside.
 *
 * <p>Lives here: a small registry that speaks Confluent's public API and keeps Confluent's record
 * format, so that a Confluent server can take the topic over. Does not live here: the client for a
 * registry elsewhere (that is {@code serde}).
 *
 * <p>Reads from: {@code topic}, {@code serde}, and its own topic on Kafka. Feeds: whoever asks for
 * a {@link dev.goldthread.streams.serde.SchemaRegistry}.
 */
@NullMarked
package dev.goldthread.streams.registry;

import org.jspecify.annotations.NullMarked;
