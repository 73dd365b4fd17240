package dev.goldthread.api.routing;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it is handed on, once.
 *
 * @param pathAndQuery as it came, percent-encoded
 * @param headers as they came; those of the connection itself are left behind
 */
public record Forwarded(
        String method, String pathAndQuery, Map<String, List<String>> headers, BodyPublisher body) {

    /**
     * Says that a request comes from another instance, and from which; it is never handed on again.
     * Whoever sends it himself asks one instance for what it has.
     */
    public static final String HEADER = "Goldthread-Forwarded";

    public Forwarded {
        if (!pathAndQuery.startsWith("/")) {
            throw new IllegalArgumentException(
                    "a path must start with /, but is %s; send the request in origin form"
                            .formatted(pathAndQuery));
        }
        headers = Map.copyOf(headers);
    }

    /** A question that an instance asks for itself, in the name of the one who asked it. */
    public static Forwarded question(String path, Optional<String> authorization) {
        return new Forwarded(
                "GET",
                path,
                authorization
                        .map(value -> Map.of("Authorization", List.of(value)))
                        .orElse(Map.of()),
                BodyPublishers.noBody());
    }

    /** As the other, of a question that is too long for its address. */
    public static Forwarded question(String path, String json, Optional<String> authorization) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("Content-Type", List.of("application/json"));
        authorization.ifPresent(value -> headers.put("Authorization", List.of(value)));
        return new Forwarded("POST", path, headers, BodyPublishers.ofString(json));
    }

    /** Whether it does no harm to ask it again, of another one. */
    boolean isRepeatable() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
