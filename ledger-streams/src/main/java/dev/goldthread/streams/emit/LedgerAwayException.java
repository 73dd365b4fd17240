package dev.goldthread.streams.emit;

/** The ledger does not answer now; what was to be sent stays in the spool. */
public final class LedgerAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    public LedgerAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
