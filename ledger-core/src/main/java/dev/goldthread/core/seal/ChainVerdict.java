package dev.goldthread.core.seal;

/** What verification of one log found. */
public sealed interface ChainVerdict {

    /**
     * Every record so far is as it was sealed, in order and without gaps.
     *
     * @param head the end of what was verified
     */
    record Intact(LogHead head) implements ChainVerdict {}

    /**
     * The log is not what was sealed; the first finding, nothing after it was judged.
     *
     * @param origin the log
     * @param seq the position at which the record does not fit
     * @param field the seal's field in the log format's word ({@code length, version, sealed_at,
     *     seq, prev, schema, body, leaf}), or {@code origin, size, root} of a checkpoint
     * @param expected what it had to be
     * @param found what it is
     * @param meaning what that says about the log, and what to do
     */
    record Broken(
            Origin origin, long seq, String field, String expected, String found, String meaning)
            implements ChainVerdict {

        /** One line that names log, seq and field. */
        public String message() {
            return "%s, seq %d: %s must be %s, but is %s: %s"
                    .formatted(origin, seq, field, expected, found, meaning);
        }
    }
}
