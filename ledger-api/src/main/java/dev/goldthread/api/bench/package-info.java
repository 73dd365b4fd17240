/**
 * The benchmark: what this machine gives at most, and what the ledger makes of it, measured in one
 * run.
 *
 * <p>Lives here: synthetic events, one class per figure, the run that joins them. Does not live
 * here: printing ({@code cli}).
 *
 * <p>Reads from: {@code node} and the streams beneath it. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.bench;

import org.jspecify.annotations.NullMarked;
