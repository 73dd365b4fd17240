package dev.goldthread.core.seal;

/** Whether a note is a checkpoint of the expected log, signed by the expected key. */
public sealed interface CheckpointVerdict {

    /** It is. The note is kept: its further lines may be cosignatures. */
    record Trusted(Checkpoint checkpoint, SignedNote note) implements CheckpointVerdict {}

    /**
     * It is not, and nothing it says may be used.
     *
     * @param field what does not hold, for example {@code origin} or {@code signature}
     */
    record Refused(Origin origin, String field, String expected, String found)
            implements CheckpointVerdict {

        public String message() {
            return "checkpoint of %s: %s must be %s, but is %s"
                    .formatted(origin, field, expected, found);
        }
    }

    /**
     * Reads and verifies a note, never throwing for what is in it.
     *
     * @param note the bytes as they were published
     * @param origin the log it must speak of
     * @param key the log's key, as configured beforehand
     */
    static CheckpointVerdict of(byte[] note, Origin origin, VerifierKey key) {
        try {
            SignedNote signed = SignedNote.parse(note);
            if (!signed.verifiedBy(key)) {
                return new Refused(
                        origin, "signature", "a valid one by " + key.text(), "missing or invalid");
            }
            Checkpoint checkpoint = Checkpoint.parse(signed.text());
            return checkpoint.origin().equals(origin.text())
                    ? new Trusted(checkpoint, signed)
                    : new Refused(origin, "origin", origin.text(), checkpoint.origin());
        } catch (MalformedException e) {
            return new Refused(origin, e.field(), e.rule(), e.found());
        }
    }
}
