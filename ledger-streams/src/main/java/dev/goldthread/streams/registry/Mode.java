package dev.goldthread.streams.registry;

import java.util.Arrays;
import java.util.Optional;

/** Whether a subject takes changes; the words are those of Confluent's API ("Modes"). */
enum Mode {
    READWRITE,
    READONLY,
    /** As the registry's own mode it goes before the mode of every subject. */
    READONLY_OVERRIDE,
    /** Read from a topic that another registry wrote; this one never gives ids it is told. */
    IMPORT;

    static Optional<Mode> parse(String word) {
        return Arrays.stream(values()).filter(each -> each.name().equals(word)).findFirst();
    }
}
