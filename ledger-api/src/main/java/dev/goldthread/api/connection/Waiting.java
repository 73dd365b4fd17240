package dev.goldthread.api.connection;

import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.Map;

/**
 * A delivery whose body is kept and which gave no events, or not all of them.
 *
 * @param digest its raw body, in the evidence store
 * @param kind the tool's own name for what it is
 * @param because what is missing
 * @param headers that its adapter reads
 * @param receivedAt when it first came
 */
public record Waiting(
        Digest digest,
        String kind,
        String because,
        Map<String, String> headers,
        Instant receivedAt) {

    public Waiting {
        headers = Map.copyOf(headers);
    }
}
