package dev.goldthread.streams.topic;

/** The cluster did not answer a question about topics, or refused it; the cause is Kafka's. */
public final class TopicAccessException extends RuntimeException {

    TopicAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
