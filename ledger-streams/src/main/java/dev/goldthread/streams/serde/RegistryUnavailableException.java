package dev.goldthread.streams.serde;

import org.jspecify.annotations.Nullable;

/** The registry did not answer, or answered that it cannot just now; worth another try. */
public final class RegistryUnavailableException extends RuntimeException {

    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
