package dev.goldthread.api.adapter;

import dev.goldthread.core.gate.Violation;

/**
 * A body lacks what its events need, or has it in another shape; {@link JsonAdapter} makes it the
 * answer. Never leaves an adapter.
 */
public final class UnfitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    public UnfitException(String field, String rule, String value, String remedy) {
        super("%s breaks %s: found %s; %s".formatted(field, rule, value, remedy));
        violation = new Violation(field, rule, value, remedy);
    }

    public Violation violation() {
        return violation;
    }
}
