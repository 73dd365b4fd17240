package dev.goldthread.api.gate;

/** Nothing of the submission was written, because the disk has no room; nothing else is lost. */
public final class DiskFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DiskFullException(String message) {
        super(message);
    }
}
