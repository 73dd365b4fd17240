/**
 * How an Avro body is framed in a Kafka record, and how schema ids and schema texts are told from
 * each other.
 *
 * <p>Lives here: Confluent's wire format, the registry as the ledger needs it, and the client for a
 * registry elsewhere. Does not live here: decoding events (module {@code ledger-core}), nor a
 * registry itself (that is {@code registry}).
 *
 * <p>Reads from: a schema registry over HTTP. Feeds: {@code registry}, and every app that reads or
 * writes event records.
 */
@NullMarked
package dev.goldthread.streams.serde;

import org.jspecify.annotations.NullMarked;
