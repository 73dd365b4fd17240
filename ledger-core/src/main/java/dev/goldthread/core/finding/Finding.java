package dev.goldthread.core.finding;

import dev.goldthread.core.graph.CorrectedInPart;

/**
 * What is right or wrong with a node.
 *
 * @param code a finding of the vocabulary, {@code NOT_RUN}
 * @param reason what was seen that led to it
 */
public record Finding(String code, String reason) {

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
