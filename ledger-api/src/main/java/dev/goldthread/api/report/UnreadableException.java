package dev.goldthread.api.report;

/** A body is not the report that it was sent as; the message says what would be right. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String spot;
    private final String rule;
    private final String found;
    private final String remedy;

    /**
     * @param spot the place in the body, such as {@code line 7} or a JSON pointer; empty for all
     */
    public UnreadableException(String spot, String rule, String found, String remedy) {
        super("%s: found %s; %s".formatted(rule, found, remedy));
        this.spot = spot;
        this.rule = rule;
        this.found = found;
        this.remedy = remedy;
    }

    UnreadableException(String rule, String found, String remedy) {
        this("", rule, found, remedy);
    }

    public Reading.Refused refused() {
        return ReportEvent.refused(spot, rule, found, remedy);
    }
}
