package dev.goldthread.api.drill;

import java.time.Duration;
import java.util.Map;

/**
 * A Kafka to test on, and how its brokers are taken away. Every test that is written against this
 * holds for all of them: the embedded broker, a cluster of processes, containers.
 */
interface Brokers extends AutoCloseable {

    /** No broker is away for longer, on a busy machine either. */
    Duration BACK_MAX = Duration.ofMinutes(3);

    /** How a client reaches them, now and after every restart. */
    Map<String, Object> client();

    int count();

    /**
     * kill -9, or what a container has for it.
     *
     * @param broker 0 to {@link #count} - 1
     */
    void kill(int broker) throws Exception;

    /**
     * Starts a killed one on its data; returns when its process runs, which is before it serves.
     */
    void startAgain(int broker) throws Exception;

    /** Ends all of them. */
    @Override
    void close() throws Exception;
}
