package dev.goldthread.api.connection.authentication;

import dev.goldthread.core.event.Bytes;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What somebody sent who has yet to prove who they are.
 *
 * @param headers first value of each, names in any case
 * @param urlToken the query parameter {@code token}
 * @param body as it came over the wire
 * @param at the ledger's clock
 */
public record Attempt(
        Map<String, String> headers, Optional<String> urlToken, Bytes body, Instant at) {

    public Attempt {
        Map<String, String> lowerCase = new TreeMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lowerCase);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Never shows a credential. */
    @Override
    public String toString() {
        return "Attempt[%d bytes at %s]".formatted(body.length(), at);
    }
}
