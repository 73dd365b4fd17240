/**
 * Events on their way to a ledger, kept on this machine until the ledger has answered.
 *
 * <p>Lives here: the spool, an append-only file that survives a crash, counts events per source and
 * hands out what waits in order; and a producer that writes to a principal's inbox through it. Does
 * not live here: HTTP (the command line brings its own way to send), or what an event may say
 * ({@code core.gate}).
 *
 * <p>Reads from: programs that make events. Feeds: the inbox topics.
 */
@NullMarked
package dev.goldthread.streams.emit;

import org.jspecify.annotations.NullMarked;
