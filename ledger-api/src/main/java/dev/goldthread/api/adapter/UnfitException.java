package dev.goldthread.api.adapter;

import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.core.gate.Violation;
import java.util.List;

/**
 * Ends a reading where it cannot go on: a body lacks what its events need, has it in another shape,
 * or no rule says what it means. The adapter answers with {@link #reading}; it never leaves it.
 */
public final class UnfitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reading reading;

    private UnfitException(Reading reading, String message) {
        super(message, null, false, false);
        this.reading = reading;
    }

    private UnfitException(Violation violation) {
        this(new Reading.Refused(List.of(violation)), violation.toString());
    }

    /** Refused. */
    public UnfitException(String field, String rule, String value, String remedy) {
        this(new Violation(field, rule, value, remedy));
    }

    /** Refused, because the bytes cannot be read. */
    public static UnfitException of(UnreadableException e) {
        return new UnfitException(e.violation());
    }

    /** Kept until a rule says what it means. */
    public static UnfitException unmapped(String kind, String because) {
        return new UnfitException(new Reading.Unmapped(kind, because), kind + ": " + because);
    }

    /** Refused or Unmapped. */
    public Reading reading() {
        return reading;
    }

    /**
     * What is wrong, for readers of settings, which know no unmapped.
     *
     * @throws IllegalStateException when it was unmapped
     */
    public Violation violation() {
        if (reading instanceof Reading.Refused refused) {
            return refused.violations().getFirst();
        }
        throw new IllegalStateException("not refused, but " + reading, this);
    }
}
