/**
 * What an event is: its identities, its envelope and the vocabulary it is written in.
 *
 * <p>Lives here: the records every other package passes along, and the reader of the vocabulary
 * file. Does not live here: checking what a producer sent (that is {@code gate}), hashing it into a
 * log ({@code seal}), or what events mean together ({@code graph}).
 *
 * <p>Reads from: module {@code schemas}. Feeds: every package of the ledger.
 */
@NullMarked
package dev.goldthread.core.event;

import org.jspecify.annotations.NullMarked;
