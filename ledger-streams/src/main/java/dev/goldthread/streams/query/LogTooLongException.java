package dev.goldthread.streams.query;

import dev.goldthread.core.event.Product;

/** A question reads a whole log, and this one is too long for that. */
public final class LogTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogTooLongException(Product product, long size, long entriesMax) {
        super(
                "log %s has %d entries, but this question reads at most %d; export the log and look there"
                        .formatted(product, size, entriesMax));
    }
}
