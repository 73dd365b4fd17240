package dev.goldthread.api.gate;

/**
 * Kafka did not acknowledge in time. Some of the events may have been written all the same: who
 * sends them again gets one event and one receipt each.
 */
public final class BrokerAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokerAwayException(Throwable cause) {
        super(
                "the broker did not acknowledge in time (%s); send the same events again"
                        .formatted(cause.getClass().getSimpleName()),
                cause);
    }
}
