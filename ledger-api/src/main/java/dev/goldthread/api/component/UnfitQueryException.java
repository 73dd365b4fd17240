package dev.goldthread.api.component;

/** What is asked for cannot be understood; the message says why, and what to write instead. */
public final class UnfitQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitQueryException(String message) {
        super(message);
    }
}
