package dev.goldthread.api.foreign;

import dev.goldthread.core.gate.Violation;

/** A body is not what it was sent as; the message says what would be right. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    /**
     * @param spot the place in the body, such as {@code line 7} or a JSON pointer; empty for all
     */
    public UnreadableException(String spot, String rule, String found, String remedy) {
        super("%s: found %s; %s".formatted(rule, found, remedy));
        violation = new Violation(spot, rule, found, remedy);
    }

    public UnreadableException(String rule, String found, String remedy) {
        this("", rule, found, remedy);
    }

    public Violation violation() {
        return violation;
    }
}
