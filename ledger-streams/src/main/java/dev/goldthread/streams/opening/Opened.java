package dev.goldthread.streams.opening;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.utils.Utils;

/**
 * What a constructor has opened so far. Nobody can close what was never made, so unless it comes to
 * its end, all is closed again, the last first. For one thread.
 *
 * <pre>{@code
 * try (Opened opened = new Opened()) {
 *     admin = opened.add(Admin.create(client));
 *     streams = new KafkaStreams(topology, properties);
 *     opened.keep();
 * }
 * }</pre>
 */
public final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    /** Notes what was opened, and gives it back. */
    public <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    /** From now on it is closed by what was made of it. */
    public void keep() {
        resources.clear();
    }

    /** What cannot be closed is logged, so that it does not hide why the constructor failed. */
    @Override
    public void close() {
        while (!resources.isEmpty()) {
            AutoCloseable resource = resources.pop();
            Utils.closeQuietly(resource, resource.getClass().getSimpleName());
        }
    }
}
