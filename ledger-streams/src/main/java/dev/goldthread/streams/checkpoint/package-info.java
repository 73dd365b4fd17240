/**
 * The checkpointer: signs what the sealer has sealed, after checking all of it again, and the log
 * of what it signed.
 *
 * <p>Lives here: the Kafka Streams application that follows the ledger, keeps each log's tree and
 * signs; what it compares before it goes on with a log, and the alarm when that fails; the reader
 * of the topic of checkpoints, and the writer of what outsiders add to it. Does not live here: how
 * a record is judged ({@code verify}), keys ({@code keys}), trees and notes ({@code
 * dev.goldthread.core.seal}), asking outsiders.
 *
 * <p>Reads from: topics ledger, schemas and checkpoints, the schema registry, {@code keys}. Feeds:
 * topic checkpoints.
 */
@NullMarked
package dev.goldthread.streams.checkpoint;

import org.jspecify.annotations.NullMarked;
