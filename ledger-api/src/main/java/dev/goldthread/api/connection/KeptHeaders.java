package dev.goldthread.api.connection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The headers that adapters read and the journal keeps. A list of what is kept, not of what is left
 * out: a credential in a header nobody thought of must not end up on disk.
 */
final class KeptHeaders {

    private static final List<String> NAMES =
            List.of(
                    "content-type",
                    "content-encoding",
                    "user-agent",
                    "x-github-event",
                    "x-github-delivery",
                    "x-gitlab-event",
                    "x-gitlab-instance",
                    "x-atlassian-webhook-identifier",
                    "x-mlflow-delivery-id",
                    "webhook-id",
                    "idempotency-key");

    private static final List<String> PREFIXES = List.of("ce-", "gotk-");

    /**
     * In which a tool names a delivery, the same for each attempt. Not GitLab's event UUID, which
     * deliveries that set off each other share.
     */
    private static final List<String> DELIVERY_IDS =
            List.of(
                    "x-github-delivery",
                    "webhook-id",
                    "idempotency-key",
                    "x-atlassian-webhook-identifier",
                    "x-mlflow-delivery-id");

    private static final List<String> KINDS =
            List.of("x-github-event", "x-gitlab-event", "ce-type");

    private static final int VALUE_LENGTH_MAX = 1_000;

    private KeptHeaders() {}

    static Map<String, String> of(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>();
        headers.forEach(
                (name, value) -> {
                    String lowerCase = name.toLowerCase(Locale.ROOT);
                    if (isKept(lowerCase) && value.length() <= VALUE_LENGTH_MAX) {
                        kept.put(lowerCase, value);
                    }
                });
        return kept;
    }

    private static boolean isKept(String name) {
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }

    static JournalLine.Claim claim(Map<String, String> kept) {
        return new JournalLine.Claim(first(DELIVERY_IDS, kept), first(KINDS, kept));
    }

    private static Optional<String> first(List<String> names, Map<String, String> kept) {
        return names.stream()
                .flatMap(name -> Optional.ofNullable(kept.get(name)).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
