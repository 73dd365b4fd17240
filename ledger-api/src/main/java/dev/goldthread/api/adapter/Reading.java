package dev.goldthread.api.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.gate.Violation;
import java.util.List;

/** What an adapter makes of a delivery. */
public sealed interface Reading {

    /**
     * It says something of the vocabulary.
     *
     * @param events in the API's JSON shape, at least one; the raw body is not yet among their
     *     evidence
     * @param left messages of the same delivery that no rule maps yet, as in a batch
     */
    record Events(List<ObjectNode> events, List<Unmapped> left) implements Reading {
        public Events {
            events = List.copyOf(events);
            left = List.copyOf(left);
            if (events.isEmpty()) {
                throw new IllegalArgumentException(
                        "a reading must have at least one event, but has none; answer Unmapped");
            }
        }

        public Events(List<ObjectNode> events) {
            this(events, List.of());
        }
    }

    /**
     * It is well formed, but no rule says what it means; the body is kept and can be mapped later.
     *
     * @param kind the tool's own name for what it is, such as {@code issue_comment.created}
     * @param because what is missing: a rule of the program or of the connection
     */
    record Unmapped(String kind, String because) implements Reading {}

    /**
     * It is not what the tool sends, or lacks what its events need.
     *
     * @param violations at least one; their fields name places in the body or headers
     */
    record Refused(List<Violation> violations) implements Reading {
        public Refused {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException(
                        "a refusal must have at least one violation, but has none; say what is wrong");
            }
        }

        public static Refused of(String field, String rule, String value, String remedy) {
            return new Refused(List.of(new Violation(field, rule, value, remedy)));
        }
    }
}
