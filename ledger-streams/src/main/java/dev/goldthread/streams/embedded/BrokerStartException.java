package dev.goldthread.streams.embedded;

/** The embedded broker did not come up; the message ends with the last lines of its log. */
public final class BrokerStartException extends RuntimeException {

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
