package dev.goldthread.api.adapter.standard;

import dev.goldthread.api.adapter.Reading;

/** Ends a reading where it cannot go on; the adapter answers with {@link #reading}. */
public final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reading reading;

    private UnfitException(Reading reading, String message) {
        super(message, null, false, false);
        this.reading = reading;
    }

    public static UnfitException refused(String field, String rule, String value, String remedy) {
        Reading.Refused refused = Reading.Refused.of(field, rule, value, remedy);
        return new UnfitException(refused, refused.violations().getFirst().toString());
    }

    public static UnfitException unmapped(String kind, String because) {
        return new UnfitException(new Reading.Unmapped(kind, because), kind + ": " + because);
    }

    /** Refused or Unmapped. */
    public Reading reading() {
        return reading;
    }
}
