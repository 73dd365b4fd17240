/**
 * What a witness and a monitor decide: whether a log's checkpoint goes on from the last one that
 * was seen, and what proves that it does not.
 *
 * <p>Lives here: the rules and the texts of the witness protocol (C2SP tlog-witness), and the proof
 * of a split view. Does not live here: remembering what was seen, HTTP, clocks, and counting
 * cosignatures ({@link dev.goldthread.core.seal.WitnessQuorum}).
 *
 * <p>Reads from: {@code event} (digests), {@code seal} (notes, checkpoints, proofs). Feeds: the
 * witness server, the sender of checkpoints, the monitor.
 */
@NullMarked
package dev.goldthread.core.witness;

import org.jspecify.annotations.NullMarked;
