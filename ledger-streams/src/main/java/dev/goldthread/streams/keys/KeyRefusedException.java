package dev.goldthread.streams.keys;

/** A signing key must not be used as it is; the message names file, rule, value and remedy. */
public final class KeyRefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public KeyRefusedException(String message) {
        super(message);
    }

    KeyRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
