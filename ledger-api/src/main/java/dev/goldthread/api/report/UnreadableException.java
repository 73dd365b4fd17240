package dev.goldthread.api.report;

/** A body is not the report that it was sent as; the message says what would be right. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String found;
    private final String remedy;

    UnreadableException(String rule, String found, String remedy) {
        super("%s: found %s; %s".formatted(rule, found, remedy));
        this.rule = rule;
        this.found = found;
        this.remedy = remedy;
    }

    Reading.Refused refused() {
        return ReportEvent.refused("", rule, found, remedy);
    }
}
