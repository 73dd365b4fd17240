/**
 * Watching a log from outside: does every place that serves it tell the same history, today and as
 * before?
 *
 * <p>Lives here: fetching checkpoints and tiles (C2SP tlog-tiles), comparing them, the memory of
 * what was seen. Does not live here: what proves a split view ({@code core.witness}), and printing.
 *
 * <p>Reads from: other people's servers, a state file. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.monitor;

import org.jspecify.annotations.NullMarked;
