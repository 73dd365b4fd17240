package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.seal.ChainVerdict.Broken;

/**
 * A log that is not signed any more, because it is not what was sealed or signed before.
 *
 * @param log its origin, or where a record of no log lies
 * @param size how many of its entries stood the test
 * @param field what does not hold, in the log format's word
 */
public record Alarm(
        String log, long size, String field, String expected, String found, String meaning) {

    static Alarm of(Broken broken) {
        return new Alarm(
                broken.origin().text(),
                broken.seq(),
                broken.field(),
                broken.expected(),
                broken.found(),
                broken.meaning());
    }

    /** One line that names all. */
    public String message() {
        return "log %s, size %d: %s must be %s, but is %s: %s; nothing of this log is signed until it is put right and the checkpointer restarted"
                .formatted(log, size, field, expected, found, meaning);
    }
}
