package dev.goldthread.api.adapter;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One message of a tool as it came over the wire.
 *
 * @param headers first value of each, names in any case
 * @param body raw bytes, already taken out of a transfer's compression
 * @param receivedAt by the ledger's clock; only for messages that say no time themselves
 */
public record Delivery(Map<String, String> headers, Bytes body, Instant receivedAt) {

    public Delivery {
        Map<String, String> lowerCase = new TreeMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lowerCase);
    }

    public Delivery(Map<String, String> headers, byte[] body, Instant receivedAt) {
        this(headers, new Bytes(body), receivedAt);
    }

    /** The header's value where it is there and not blank. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Names the body for evidence and for ids where the tool gives none. */
    public Digest digest() {
        return Digest.sha256(body.toBytes());
    }
}
