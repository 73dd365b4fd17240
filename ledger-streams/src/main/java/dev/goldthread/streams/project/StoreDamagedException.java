package dev.goldthread.streams.project;

import org.jspecify.annotations.Nullable;

/**
 * The store does not hold what the ledger says; wiping it and reading the ledger again heals it.
 */
final class StoreDamagedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StoreDamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
