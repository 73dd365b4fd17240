/**
 * The audit of a whole ledger from its topics: every record, every checkpoint, again from the
 * start.
 *
 * <p>Lives here: reading the topics of ledger and checkpoints to their ends, holding each log
 * against what was signed of it, the report. Does not live here: how one log's records are judged
 * ({@code verify}), who signs ({@code checkpoint}), verification of exported files ({@code
 * dev.goldthread.core.bundle}).
 *
 * <p>Reads from: topics ledger, checkpoints and schemas, the schema registry. Feeds: people.
 */
@NullMarked
package dev.goldthread.streams.audit;

import org.jspecify.annotations.NullMarked;
