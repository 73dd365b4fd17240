/**
 * Small files that must outlive a crash.
 *
 * <p>Lives here: writing a file whole or not at all, and files for their owner alone. Does not live
 * here: what the files say, stores, the data folder and its lock ({@code embedded}).
 *
 * <p>Reads from: nothing. Feeds: {@code keys}, witness, monitor and import of the API.
 */
@NullMarked
package dev.goldthread.streams.disk;

import org.jspecify.annotations.NullMarked;
