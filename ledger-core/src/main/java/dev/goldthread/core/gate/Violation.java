package dev.goldthread.core.gate;

/**
 * One rule that a submission breaks, or a question.
 *
 * @param field JSON pointer (RFC 6901) into the submitted event; of a question the parameter's name
 * @param rule the rule's name, {@code required-link}
 * @param value what was found, shortened
 * @param remedy what to send instead
 */
public record Violation(String field, String rule, String value, String remedy) {

    private static final int VALUE_LENGTH_MAX = 120;

    public Violation {
        value =
                value.length() <= VALUE_LENGTH_MAX
                        ? value
                        : value.substring(0, VALUE_LENGTH_MAX) + "…";
    }

    @Override
    public String toString() {
        return "%s breaks %s: found %s; %s"
                .formatted(field.isEmpty() ? "the event" : field, rule, value, remedy);
    }
}
