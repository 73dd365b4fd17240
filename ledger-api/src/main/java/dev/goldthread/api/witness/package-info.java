/**
 * A witness for other people's logs: it remembers the last checkpoint of each log that it watches,
 * and cosigns only what goes on from there (C2SP tlog-witness).
 *
 * <p>Lives here: its key, its durable memory, its HTTP server, and the list of logs that it
 * watches. Does not live here: the decision itself ({@code core.witness}), and asking other
 * witnesses about our own logs ({@code witness.ask}).
 *
 * <p>Reads from: requests, a folder of its own. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.witness;

import org.jspecify.annotations.NullMarked;
