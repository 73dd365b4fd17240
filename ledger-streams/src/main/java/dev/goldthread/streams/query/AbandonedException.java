package dev.goldthread.streams.query;

/** A question ends before it is answered, because nobody waits for the answer any more. */
public final class AbandonedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AbandonedException() {
        super("nobody waits for the answer any more; ask again to have it");
    }
}
