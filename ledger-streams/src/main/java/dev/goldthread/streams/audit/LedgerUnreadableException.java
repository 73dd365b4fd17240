package dev.goldthread.streams.audit;

/**
 * The ledger could not be judged, because it could not be read or holds nothing to judge. A
 * verifier that saw nothing must not pass.
 */
public final class LedgerUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Cause {
        /** The cluster or registry does not answer. */
        UNREACHABLE,
        /** The cluster does not let this client read. */
        NOT_ALLOWED,
        /** The topic is not there. */
        NO_LEDGER,
        /** The topic holds no record. */
        EMPTY,
        /** The topic holds no record of the product that was asked for. */
        UNKNOWN_PRODUCT
    }

    private final Cause reason;

    public LedgerUnreadableException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    public LedgerUnreadableException(Cause reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}
