package dev.goldthread.core.seal;

/**
 * Bytes or text that do not have the form their specification fixes. Parsers throw it, so that
 * nothing half understood is ever used; verifiers catch it and turn it into a verdict.
 */
public final class MalformedException extends IllegalArgumentException {

    private static final int FOUND_LENGTH_MAX = 120;

    private final String field;
    private final String rule;
    private final String found;

    /**
     * @param field what was being read, in the specification's word, for example {@code version}
     * @param rule what it must be
     * @param found the value seen; a long one is cut in the message
     */
    public MalformedException(String field, String rule, Object found) {
        super("%s must be %s, but is %s".formatted(field, rule, shorten(found)));
        this.field = field;
        this.rule = rule;
        this.found = shorten(found);
    }

    public String field() {
        return field;
    }

    public String rule() {
        return rule;
    }

    public String found() {
        return found;
    }

    private static String shorten(Object found) {
        String text = found instanceof Number ? found.toString() : "\"" + found + "\"";
        return text.length() <= FOUND_LENGTH_MAX
                ? text
                : text.substring(0, FOUND_LENGTH_MAX)
                        + "… (%d characters)".formatted(text.length());
    }
}
