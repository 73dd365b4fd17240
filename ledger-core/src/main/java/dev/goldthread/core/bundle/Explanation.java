package dev.goldthread.core.bundle;

import dev.goldthread.core.seal.Checkpoint;

/** What an exported log says about itself to whoever finds it; nothing relies on it. */
final class Explanation {

    private Explanation() {}

    static String ofLog(Checkpoint checkpoint) {
        return """
        This folder is the log %s: its first %d events, sealed and signed.

        checkpoint           how many events there are and the root over all of them, signed
        checkpoints/<size>   what was signed earlier, when the log was smaller
        timestamps/          RFC 3161 responses over some of these, named by what they stamp
        tile/entries/        the seals, 113 bytes each behind their length, 256 in a file
        tile/<level>/        the hashes of the Merkle tree (C2SP tlog-tiles)
        bodies/              the events, each behind its length in 4 bytes, cut like the entries
        schemas/             the Avro schemas the events were written under, named by their SHA-256
        keys                 the log's verifier keys, oldest first

        Verify it without the ledger and without a network, on any machine with Java 25:

            java -jar goldthread-verifier.jar THIS_FOLDER --key VERIFIER_KEY

        Take the key from its owner, not from this folder: a key that came along proves only that
        the files fit together. docs/verify-by-hand.md of Goldthread shows the same with sha256sum
        and openssl.
        """
                .formatted(checkpoint.origin(), checkpoint.size());
    }
}
