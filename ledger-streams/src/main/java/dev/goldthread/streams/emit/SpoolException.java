package dev.goldthread.streams.emit;

import java.nio.file.Path;

/** The spool cannot take or give events; the message says what to do. */
public final class SpoolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SpoolException(String message) {
        super(message);
    }

    static SpoolException damaged(Path file, long offset, String found) {
        return new SpoolException(
                "spool %s is damaged at byte %d: %s, and intact records follow; move the folder away and send again what it held, the ledger tells duplicates apart"
                        .formatted(file, offset, found));
    }

    static SpoolException full(Path file, long bytesMax) {
        return new SpoolException(
                "spool %s may have %d bytes and is full; bring the ledger back and send what waits"
                        .formatted(file, bytesMax));
    }

    static SpoolException tooLarge(String id, int bytes, int bytesMax) {
        return new SpoolException(
                "event %s may have %d bytes, but has %d; split it into numbered parts, or keep content as evidence"
                        .formatted(id, bytesMax, bytes));
    }

    static SpoolException notAnEvent(String member) {
        return new SpoolException(
                "an event must have the text member %s, but has none; add it".formatted(member));
    }

    static SpoolException notJson(String found) {
        return new SpoolException("an event must be a JSON object: %s".formatted(found));
    }

    static SpoolException otherContent(String product, String id) {
        return new SpoolException(
                "event %s of product %s was emitted before with other content; give the new one another id, or the same content again"
                        .formatted(id, product));
    }
}
