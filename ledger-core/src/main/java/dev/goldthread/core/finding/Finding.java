package dev.goldthread.core.finding;

import dev.goldthread.core.graph.CorrectedInPart;
import java.util.Optional;

/**
 * What is right or wrong with a node.
 *
 * @param code a finding of the vocabulary, {@code NOT_RUN}
 * @param reason what was seen that led to it
 * @param rule which rule saw it, where the vocabulary gives that rule a remedy of its own; where a
 *     row of the required evidence asks for the same, the id of that row
 */
public record Finding(String code, String reason, Optional<String> rule) {

    /** A finding that the remedy of its code fits. */
    public Finding(String code, String reason) {
        this(code, reason, Optional.empty());
    }

    public static Finding by(String rule, String code, String reason) {
        return new Finding(code, reason, Optional.of(rule));
    }

    /** That something rests on an event of which a part was set aside. */
    public static Finding of(CorrectedInPart part) {
        String what =
                part.fields().isEmpty()
                        ? "a part that it does not name"
                        : String.join(", ", part.fields());
        return new Finding(
                "CORRECTED_IN_PART",
                "%s set aside %s of %s, and all of %s still counts here"
                        .formatted(part.by(), what, part.event(), part.event()));
    }
}
