/**
 * Keys of trackers in texts that people write: what they look like, and what they stand for.
 *
 * <p>Lives here: the patterns. Does not live here: asking a tracker, or links made of a key.
 *
 * <p>Reads from: nothing. Feeds: {@code git}, {@code connection}.
 */
@NullMarked
package dev.goldthread.api.tracker;

import org.jspecify.annotations.NullMarked;
