package dev.goldthread.api.ci;

import java.util.Locale;

/** Something an event needs is neither in the environment nor given; the message names it. */
public final class UnknownFactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnknownFactException(String message) {
        super(message);
    }

    static UnknownFactException variable(String name, String tool, String state, String flag) {
        return new UnknownFactException(
                "environment variable %s is %s, but %s should set it; set it, or give the value by %s"
                        .formatted(name, state, tool, flag));
    }

    static UnknownFactException fact(String fact, String flag) {
        return new UnknownFactException(
                "%s is not known: no CI system says it here; give %s, or set GOLDTHREAD_%s"
                        .formatted(
                                fact,
                                flag,
                                flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT)));
    }

    static UnknownFactException malformed(String name, String found, String expected) {
        return new UnknownFactException(
                "%s must be %s, but is \"%s\"; correct it".formatted(name, expected, found));
    }
}
