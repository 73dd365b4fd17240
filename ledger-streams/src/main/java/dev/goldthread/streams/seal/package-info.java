/**
 * The sealer: puts every accepted event at the end of its product's log, exactly once.
 *
 * <p>Lives here: the Kafka Streams application that orders, deduplicates, seals and refuses; the
 * check at its start that its heads are those of the ledger; the recovery of heads. Does not live
 * here: what a seal is and how a chain is verified ({@code dev.goldthread.core.seal}), signing,
 * trees, or reading entries for queries.
 *
 * <p>Reads from: topics intake and ledger, the schema registry. Feeds: topics ledger, rejected and
 * schemas.
 */
@NullMarked
package dev.goldthread.streams.seal;

import org.jspecify.annotations.NullMarked;
