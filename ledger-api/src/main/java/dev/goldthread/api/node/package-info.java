/**
 * A whole ledger in one process: everything is wired, started and stopped here.
 *
 * <p>Lives here: options, the order of starting and stopping, the files of a data folder that tell
 * others where the ledger is, the embedded broker's guard. Does not live here: any step of an event
 * itself.
 *
 * <p>Reads from: options, the data folder. Feeds: {@code cli}, {@code demo}.
 */
@NullMarked
package dev.goldthread.api.node;

import org.jspecify.annotations.NullMarked;
