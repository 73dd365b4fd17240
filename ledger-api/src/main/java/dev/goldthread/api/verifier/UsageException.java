package dev.goldthread.api.verifier;

/** What the caller asked for cannot be done; the message says what to give instead. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
