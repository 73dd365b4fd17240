package dev.goldthread.api.connection;

import dev.goldthread.core.gate.Violation;

/** The file of connections cannot be used; the message names field, rule, value and remedy. */
public final class ConnectionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectionsException(String file, Violation violation) {
        super("%s: %s".formatted(file, violation));
    }
}
