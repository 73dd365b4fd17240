package dev.goldthread.api.node;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in the reverse order, once. Thread-safe. */
final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final ArrayDeque<AutoCloseable> parts = new ArrayDeque<>();
    private @Nullable Thread hook;
    private boolean stopped;

    /** What is started after all was stopped is stopped at once: a parallel step had failed. */
    synchronized <T extends AutoCloseable> T with(T part) {
        parts.push(part);
        if (stopped) {
            stop();
            throw new IllegalStateException("the node stops already");
        }
        return part;
    }

    /** Also stops everything when the process is told to end. */
    synchronized void onShutdown() {
        hook = new Thread(this::stop, "goldthread-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        removeHook();
        stop();
    }

    private synchronized void removeHook() {
        if (hook == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process ends already", e);
        }
        hook = null;
    }

    private synchronized void stop() {
        stopped = true;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop well", part.getClass().getSimpleName(), e);
            }
        }
    }
}
