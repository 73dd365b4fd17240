package dev.goldthread.streams.serde;

/** A record value that is not in the wire format; no retry makes it one. */
public final class WireFormatException extends RuntimeException {

    WireFormatException(String message) {
        super(message);
    }
}
