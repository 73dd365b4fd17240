/**
 * Where the boxes and arrows of a drawing go.
 *
 * <p>Lives here: a graph of boxes in columns, and its layout by ELK's layered algorithm; nothing
 * else knows ELK. Does not live here: what the boxes say ({@code drawing}).
 *
 * <p>Reads from: numbers alone. Feeds: {@code drawing}.
 */
@NullMarked
package dev.goldthread.api.drawing.layout;

import org.jspecify.annotations.NullMarked;
