package dev.goldthread.streams.export;

/** Nothing was exported; the message says why and what to do. */
public final class ExportRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The cluster does not answer. */
        UNREACHABLE,
        /** The cluster does not let this client read. */
        NOT_ALLOWED,
        /** The topics are not there. */
        NO_LEDGER,
        /** There is no signed checkpoint of this product's log by the keys given. */
        NO_CHECKPOINT,
        /** The log has no event with this id. */
        UNKNOWN_EVENT,
        /** The event is sealed, but no checkpoint is over it yet. */
        NOT_SIGNED_YET,
        /** Ledger and checkpoints do not fit together: evidence of tampering, or of a loss. */
        INCONSISTENT
    }

    private final Reason reason;

    ExportRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ExportRefusedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
