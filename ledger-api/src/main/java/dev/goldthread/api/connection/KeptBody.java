package dev.goldthread.api.connection;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.Map;

/**
 * A delivery whose body is in the evidence store.
 *
 * @param raw as it came over the wire
 * @param headers that its adapter reads
 * @param receivedAt when it first came
 */
record KeptBody(Digest digest, Bytes raw, Map<String, String> headers, Instant receivedAt) {

    KeptBody {
        headers = Map.copyOf(headers);
    }

    String mediaType() {
        return headers.containsKey("content-encoding")
                ? "application/gzip"
                : headers.getOrDefault("content-type", "application/json");
    }
}
