/**
 * What this instance knows of the ledger, for those who ask.
 *
 * <p>Lives here: finding the store that holds a product, waiting until an entry is applied,
 * receipts, fetching a body from the ledger by its offset, how far behind the stores are, and how
 * many nodes all questions may hold at a time. Does not live here: keeping the stores ({@code
 * project}), what questions mean ({@code dev.goldthread.core.trace}), or asking other instances
 * (module {@code ledger-api}).
 *
 * <p>Reads from: {@code project}, topic ledger. Feeds: module {@code ledger-api}.
 */
@NullMarked
package dev.goldthread.streams.query;

import org.jspecify.annotations.NullMarked;
