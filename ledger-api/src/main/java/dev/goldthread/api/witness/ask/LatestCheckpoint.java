package dev.goldthread.api.witness.ask;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.SignedNote;

/**
 * The newest checkpoint of one of our logs.
 *
 * @param note the log's own signature, and cosignatures as far as they are known
 * @param noteHash SHA-256 of the note with the log's own signature alone: what gets stamped
 * @param timestamps how many stamps of it are kept
 */
public record LatestCheckpoint(SignedNote note, Digest noteHash, int timestamps) {}
