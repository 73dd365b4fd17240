package dev.goldthread.core.witness;

import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.ProofVerifier;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.util.List;
import java.util.Optional;

/** What a witness does with a request, and the HTTP status it says so by (C2SP tlog-witness). */
public sealed interface WitnessDecision {

    /** The HTTP status of the answer. */
    int status();

    /** Why, for people; names what was expected and found. */
    String message();

    /**
     * The checkpoint goes on from the last one. To be remembered durably before any cosignature
     * leaves the house.
     *
     * @param note the checkpoint with its trusted signatures alone
     */
    record Cosign(Checkpoint checkpoint, SignedNote note) implements WitnessDecision {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String message() {
            return "size %d follows".formatted(checkpoint.size());
        }
    }

    /** No log with this origin is watched here. */
    record UnknownLog(String origin) implements WitnessDecision {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String message() {
            return "origin must be a log that this witness watches, but is %s; ask its operator to add the log's verifier key"
                    .formatted(origin);
        }
    }

    /** None of the log's keys signed this text. */
    record Untrusted(String origin) implements WitnessDecision {
        @Override
        public int status() {
            return 403;
        }

        @Override
        public String message() {
            return "signature must be a valid one by a trusted key of %s, but there is none"
                    .formatted(origin);
        }
    }

    /** The request itself makes no sense: its old tree is larger than its new one. */
    record OldAboveNew(long oldSize, long newSize) implements WitnessDecision {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String message() {
            return "old must be at most the checkpoint's size %d, but is %d"
                    .formatted(newSize, oldSize);
        }
    }

    /** The witness knows another tree than the request starts from; the log may ask again. */
    record OtherSize(long knownSize) implements WitnessDecision {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String message() {
            return "old must be %d, the size cosigned last".formatted(knownSize);
        }
    }

    /**
     * A tree of the same size has another root: with the remembered note, proof of a split view.
     */
    record OtherRoot(long knownSize, SplitView split) implements WitnessDecision {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String message() {
            return "root must be the one cosigned at size %d, but is another".formatted(knownSize);
        }
    }

    /** The proof does not lead from the remembered tree to the new one. */
    record NotConsistent(long knownSize, long newSize) implements WitnessDecision {
        @Override
        public int status() {
            return 422;
        }

        @Override
        public String message() {
            return "proof must lead from size %d to size %d, but does not"
                    .formatted(knownSize, newSize);
        }
    }

    /**
     * Decides about a checkpoint of a log that is watched; the order of checks is the protocol's.
     *
     * @param keys the log's trusted keys
     * @param last the note that was cosigned last; empty when none ever was
     */
    static WitnessDecision of(
            List<VerifierKey> keys, Optional<SignedNote> last, AddCheckpoint request) {
        Checkpoint next = request.checkpoint();
        SignedNote note = request.note();
        if (keys.stream().noneMatch(note::verifiedBy)) {
            return new Untrusted(next.origin());
        }
        if (request.oldSize() > next.size()) {
            return new OldAboveNew(request.oldSize(), next.size());
        }
        Optional<Checkpoint> known = last.map(each -> Checkpoint.parse(each.text()));
        long knownSize = known.map(Checkpoint::size).orElse(0L);
        if (request.oldSize() != knownSize) {
            return new OtherSize(knownSize);
        }
        if (known.isPresent()
                && next.size() == knownSize
                && !next.root().equals(known.get().root())) {
            SplitView split = new SplitView(last.orElseThrow(), note, next.root(), List.of());
            return new OtherRoot(knownSize, split);
        }
        return follows(known, request)
                ? new Cosign(next, signedBy(keys, note))
                : new NotConsistent(knownSize, next.size());
    }

    private static boolean follows(Optional<Checkpoint> known, AddCheckpoint request) {
        Checkpoint next = request.checkpoint();
        if (known.isEmpty() || known.get().size() == 0) {
            return request.proof().isEmpty(); // every tree begins with the empty one
        }
        Checkpoint from = known.get();
        return ProofVerifier.verifyConsistency(
                from.size(), from.root(), next.size(), next.root(), request.proof());
    }

    /** Lines of unknown keys are not kept: anybody can add them. */
    private static SignedNote signedBy(List<VerifierKey> keys, SignedNote note) {
        return new SignedNote(
                note.text(),
                note.signatures().stream()
                        .filter(
                                line ->
                                        keys.stream()
                                                .anyMatch(key -> key.verifies(note.text(), line)))
                        .toList());
    }
}
