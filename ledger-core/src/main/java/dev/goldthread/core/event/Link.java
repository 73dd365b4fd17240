package dev.goldthread.core.event;

import java.util.Optional;

/**
 * An edge that an event states, from effect to cause.
 *
 * @param revision pins the state of {@code to} that was meant
 * @param digest likewise, by content
 * @param outcome what became of {@code to}, for a test case that was executed
 */
public record Link(
        NodeRef from,
        String relation,
        NodeRef to,
        Optional<String> revision,
        Optional<String> digest,
        Optional<String> outcome,
        Strength strength) {

    /** How sure the link is; INFERRED never counts as coverage (event-model, "Findings"). */
    public enum Strength {
        DECLARED,
        OBSERVED,
        INFERRED,
        ATTESTED
    }
}
