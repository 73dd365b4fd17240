package dev.goldthread.streams.serde;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which schemas may follow which in a subject; the words are those of Confluent's API.
 *
 * <p>The ledger's own subjects need {@link #BACKWARD_TRANSITIVE}: today's reader must read every
 * event ever sealed.
 */
public enum Compatibility {
    NONE,
    BACKWARD,
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE;

    public static Optional<Compatibility> parse(String word) {
        return Arrays.stream(values()).filter(each -> each.name().equals(word)).findFirst();
    }
}
