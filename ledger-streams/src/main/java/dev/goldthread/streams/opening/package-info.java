/**
 * What stages that run for long have in common when they start.
 *
 * <p>Lives here: giving back what a stage had opened when it cannot be made. Does not live here:
 * what a stage opens ({@code seal}, {@code project}, {@code checkpoint}), or how it ends.
 *
 * <p>Reads from: nothing. Feeds: {@code seal}, {@code project}, {@code checkpoint}.
 */
@NullMarked
package dev.goldthread.streams.opening;

import org.jspecify.annotations.NullMarked;
