package dev.goldthread.streams.project;

/**
 * This instance cannot answer for a partition now: it is being restored, held by another instance,
 * or the projector is stopping. Asking again later, or another instance, may help; an answer would
 * be wrong.
 */
public final class NotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotReadyException(String message) {
        super(message);
    }
}
