package dev.goldthread.api.routing;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it is handed on, once.
 *
 * @param pathAndQuery as it came, percent-encoded
 * @param headers as they came; those of the connection itself are left behind
 * @param answerMax how long it is waited until an answer begins, or until all of it is there when
 *     it is read here
 * @param use what the answer is for
 */
public record Forwarded(
        String method,
        String pathAndQuery,
        Map<String, List<String>> headers,
        BodyPublisher body,
        Duration answerMax,
        Use use) {

    /** What becomes of an answer. */
    public enum Use {
        /** It is passed on as it comes; a small one only when it is whole. */
        PASSED_ON(1024 * 1024),
        /** It is read here, and counts only when all of it came in time. */
        READ(64 * 1024 * 1024);

        private final int wholeBytesMax;

        Use(int wholeBytesMax) {
            this.wholeBytesMax = wholeBytesMax;
        }

        /** A longer one is not taken as a whole. */
        int wholeBytesMax() {
            return wholeBytesMax;
        }
    }

    /** A whole partition's listing is written to a file before its first byte comes. */
    private static final Duration ANSWER_MAX = Duration.ofMinutes(5);

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

    public Forwarded(
            String method,
            String pathAndQuery,
            Map<String, List<String>> headers,
            BodyPublisher body) {
        this(method, pathAndQuery, headers, body, ANSWER_MAX, Use.PASSED_ON);
    }

    /** As this one, for somebody who does not wait longer. */
    public Forwarded within(Duration atMost) {
        return new Forwarded(method, pathAndQuery, headers, body, atMost, use);
    }

    /** A question that an instance asks for itself, in the name of the one who asked it. */
    public static Forwarded question(String path, Optional<String> authorization) {
        return new Forwarded(
                "GET",
                path,
                authorization
                        .map(value -> Map.of("Authorization", List.of(value)))
                        .orElse(Map.of()),
                BodyPublishers.noBody(),
                ANSWER_MAX,
                Use.READ);
    }

    /** As the other, of a question that is too long for its address. */
    public static Forwarded question(String path, String json, Optional<String> authorization) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("Content-Type", List.of("application/json"));
        authorization.ifPresent(value -> headers.put("Authorization", List.of(value)));
        return new Forwarded(
                "POST", path, headers, BodyPublishers.ofString(json), ANSWER_MAX, Use.READ);
    }

    /** Whether it does no harm to ask it again, of another one. */
    boolean isRepeatable() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
