/**
 * The keys that sign a ledger's checkpoints, as files and as signers.
 *
 * <p>Lives here: reading and making key files with their rules on who may read them, signers that
 * are programs, the record of all public keys ever used and from which size each holds, and taking
 * up a new key while checkpoints are signed. Does not live here: what is signed ({@code
 * checkpoint}), and signatures themselves ({@code dev.goldthread.core.seal}).
 *
 * <p>Reads from: the folder {@code keys} of a data folder. Feeds: {@code checkpoint}, the command
 * line.
 */
@NullMarked
package dev.goldthread.streams.keys;

import org.jspecify.annotations.NullMarked;
