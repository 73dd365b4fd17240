package dev.goldthread.core.seal;

import java.util.List;
import java.util.OptionalLong;

/**
 * How many of which witnesses must have cosigned a checkpoint before it is believed (C2SP
 * tlog-cosignature). A key counts once, whatever its names, since a cosignature does not say the
 * name that it was made under.
 *
 * @param witnesses keys trusted beforehand, type 0x04, at least one
 * @param required how many of them, 1 to their number
 */
public record WitnessQuorum(List<VerifierKey> witnesses, int required) {

    /** What a note says of one witness. */
    public enum Outcome {
        COSIGNED,
        /** No line bears its name and key id. */
        MISSING,
        /** A line bears them, and its signature is not valid over this text. */
        INVALID
    }

    /**
     * One witness and a note.
     *
     * @param timeSeconds when it cosigned, by its own clock; the latest where it did so repeatedly
     */
    public record Vote(VerifierKey witness, Outcome outcome, OptionalLong timeSeconds) {}

    /**
     * What a note's cosignatures amount to.
     *
     * @param votes one per trusted witness, in their order
     */
    public record Count(int required, List<Vote> votes) {

        public Count {
            votes = List.copyOf(votes);
        }

        /** How many trusted witnesses cosigned. */
        public int cosigned() {
            return (int) votes.stream().filter(vote -> vote.outcome() == Outcome.COSIGNED).count();
        }

        public boolean isReached() {
            return cosigned() >= required;
        }

        /** For people: how many, of which, and what is wrong with the others. */
        public String message() {
            List<String> others =
                    votes.stream()
                            .filter(vote -> vote.outcome() != Outcome.COSIGNED)
                            .map(Count::tell)
                            .toList();
            return "%d of %d witnesses cosigned, %d required%s"
                    .formatted(
                            cosigned(),
                            votes.size(),
                            required,
                            others.isEmpty() ? "" : ": " + String.join(", ", others));
        }

        private static String tell(Vote vote) {
            return vote.witness().name()
                    + (vote.outcome() == Outcome.MISSING ? " is missing" : " is invalid");
        }
    }

    /**
     * @throws IllegalArgumentException for a key of another type, one key twice, or a number that
     *     these witnesses can never reach
     */
    public WitnessQuorum {
        witnesses = List.copyOf(witnesses);
        witnesses.forEach(WitnessQuorum::checkType);
        if (witnesses.stream().map(VerifierKey::publicKey).distinct().count() < witnesses.size()) {
            throw new IllegalArgumentException(
                    "witnesses must have different keys, but one key stands twice; name each once");
        }
        if (required < 1 || required > witnesses.size()) {
            throw new IllegalArgumentException(
                    "quorum must be between 1 and the number of witnesses, %d, but is %d; name more witnesses or ask for fewer"
                            .formatted(witnesses.size(), required));
        }
    }

    private static void checkType(VerifierKey key) {
        if (key.type() != SignatureType.COSIGNATURE_V1) {
            throw new IllegalArgumentException(
                    "a witness's key must be of type 0x04, but that of %s is of type 0x%02x; give the verifier key line of a witness"
                            .formatted(key.name(), key.type().identifier()));
        }
    }

    /** Counts a note's cosignatures; the log's own signature is others' to check. */
    public Count count(SignedNote note) {
        return new Count(required, witnesses.stream().map(witness -> vote(note, witness)).toList());
    }

    private static Vote vote(SignedNote note, VerifierKey witness) {
        if (note.signatures().stream().noneMatch(witness::isNamedBy)) {
            return new Vote(witness, Outcome.MISSING, OptionalLong.empty());
        }
        // Every line of a known key must be valid, or the note is not to be believed
        // (C2SP signed-note, "Signatures").
        if (!note.verifiedBy(witness)) {
            return new Vote(witness, Outcome.INVALID, OptionalLong.empty());
        }
        OptionalLong latest =
                note.signatures().stream()
                        .filter(witness::isNamedBy)
                        .flatMap(line -> CosignatureV1.parse(line.blob()).stream())
                        .mapToLong(CosignatureV1::timeSeconds)
                        .max();
        return new Vote(witness, Outcome.COSIGNED, latest);
    }
}
