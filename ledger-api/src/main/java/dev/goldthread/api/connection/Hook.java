package dev.goldthread.api.connection;

import dev.goldthread.api.gate.Outcome;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.gate.Violation;
import java.util.List;

/** What became of a delivery. */
public sealed interface Hook {

    /**
     * Its events went to the gate.
     *
     * @param types of the events, one for each outcome; empty texts where they name none
     */
    record Submitted(List<Outcome> outcomes, List<String> types) implements Hook {
        public Submitted {
            outcomes = List.copyOf(outcomes);
            types = List.copyOf(types);
        }
    }

    /** No rule says what it means; its body is kept and waits. */
    record Unmapped(String kind, String because, Digest body) implements Hook {}

    /** It is not what the tool sends; its body is kept and waits all the same. */
    record Unreadable(List<Violation> violations, Digest body) implements Hook {
        public Unreadable {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Another body came under its delivery id, or its body as a message of another kind; nothing of
     * it is kept.
     */
    record Replayed() implements Hook {}

    /** Too many bodies of this connection wait; nothing of it is kept. */
    record Full(int waiting) implements Hook {}

    /** Its sender did not prove to be who it says; nothing of it is kept. */
    record Denied(String reason) implements Hook {}
}
