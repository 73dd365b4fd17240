/**
 * Files that only their owner reads.
 *
 * <p>Lives here: writing such a file as a whole, and taking turns with other processes. Does not
 * live here: what stands in them.
 *
 * <p>Reads from: nothing. Feeds: {@code person}, {@code git}, {@code connection}.
 */
@NullMarked
package dev.goldthread.api.owned;

import org.jspecify.annotations.NullMarked;
