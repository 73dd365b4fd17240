/**
 * Reading the ledger topic back: records into entries, and schema texts by the hash that seals
 * carry.
 *
 * <p>Lives here: the names of a ledger record's headers, the archive of schema texts, the reader
 * that every consumer of the ledger shares, the headers of a refusal. Does not live here: writing
 * the ledger ({@code seal} alone does that) or what entries mean ({@code
 * dev.goldthread.core.graph}).
 *
 * <p>Reads from: topics ledger and schemas. Feeds: {@code seal}, {@code project}, {@code query}.
 */
@NullMarked
package dev.goldthread.streams.ledger;

import org.jspecify.annotations.NullMarked;
