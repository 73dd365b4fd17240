/**
 * A log, or one event of it, taken out of Kafka as files that can be verified without Kafka.
 *
 * <p>Lives here: reading the ledger, its schema texts and its checkpoints for one product, up to
 * the newest checkpoint. Does not live here: what the files are and how they are verified ({@code
 * dev.goldthread.core.bundle}), where they are put, and signing ({@code checkpoint}).
 *
 * <p>Reads from: topics ledger, schemas and checkpoints. Feeds: the command line.
 */
@NullMarked
package dev.goldthread.streams.export;

import org.jspecify.annotations.NullMarked;
