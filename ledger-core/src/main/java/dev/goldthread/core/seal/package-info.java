/**
 * How events become evidence: the seal of each event, the chain of seals, the Merkle tree over
 * them, and the signed checkpoints and proofs that others can check without trusting the ledger.
 *
 * <p>Lives here: bytes and hashes of the log format, in both directions, to make and to verify;
 * every byte layout cites its specification. Does not live here: what an event means ({@code
 * graph}), its Avro body (an opaque byte string to this package), reading or writing Kafka, and any
 * clock: time comes in as a number.
 *
 * <p>Reads from: {@code event} (digests and product names). Feeds: the sealer, the checkpointer,
 * the projector's log index, {@code replay} and {@code bundle}.
 */
@NullMarked
package dev.goldthread.core.seal;

import org.jspecify.annotations.NullMarked;
