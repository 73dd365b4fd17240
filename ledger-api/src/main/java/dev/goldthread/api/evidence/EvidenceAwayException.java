package dev.goldthread.api.evidence;

/** The store cannot be reached, or does not let us in; nothing was kept. Trying again may help. */
public final class EvidenceAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EvidenceAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
