/**
 * The broker that {@code goldthread serve} starts when no cluster is named, and the data folder it
 * lives in.
 *
 * <p>Lives here: the lock on the data folder, secret files, and the life of one real Kafka broker
 * in a child process. Does not live here: what the broker's topics are (that is {@code topic}), nor
 * anything that produces or consumes: once started, the broker is reached like any other cluster,
 * through client properties.
 *
 * <p>Reads from: {@code topic}, for the size of a record, and the data folder. Feeds: whoever needs
 * client properties for Kafka.
 */
@NullMarked
package dev.goldthread.streams.embedded;

import org.jspecify.annotations.NullMarked;
