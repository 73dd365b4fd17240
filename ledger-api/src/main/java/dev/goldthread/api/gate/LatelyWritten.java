package dev.goldthread.api.gate;

import dev.goldthread.core.event.Digest;
import dev.goldthread.streams.project.EventKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of the events that this instance wrote last and that may not be in the projection
 * yet: what comes later under the same id stands behind it on the intake. Safe for any thread.
 */
final class LatelyWritten {

    private static final int EVENTS_MAX = 100_000;

    private final Map<EventKey, Digest> contents =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<EventKey, Digest> eldest) {
                    return size() > EVENTS_MAX;
                }
            };

    synchronized void add(EventKey event, Digest content) {
        contents.putIfAbsent(event, content);
    }

    synchronized void remove(EventKey event, Digest content) {
        contents.remove(event, content);
    }

    /** Whether another content was written under this id. */
    synchronized boolean isOther(EventKey event, Digest content) {
        return !contents.getOrDefault(event, content).equals(content);
    }
}
