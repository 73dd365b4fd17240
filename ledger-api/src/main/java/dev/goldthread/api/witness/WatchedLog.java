package dev.goldthread.api.witness;

import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.VerifierKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A log that a witness watches.
 *
 * @param origin first line of its checkpoints
 * @param keys what it may sign with, at least one; several while a key takes over from another
 */
public record WatchedLog(String origin, List<VerifierKey> keys) {

    /**
     * @throws IllegalArgumentException for a key of another type than a log's
     */
    public WatchedLog {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("log %s needs a verifier key".formatted(origin));
        }
        for (VerifierKey key : keys) {
            if (key.type() != SignatureType.ED25519) {
                throw new IllegalArgumentException(
                        "key of log %s must be of type 0x01, but %s is of type 0x%02x; give the verifier key line of the log, not of a witness"
                                .formatted(origin, key.name(), key.type().identifier()));
            }
        }
    }

    /**
     * Reads lines {@code <verifier key> [origin]}; the origin is the key's name where none stands.
     * Empty lines and those that begin with # are left out; lines of one origin are keys of one
     * log.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static List<WatchedLog> parse(List<String> lines) {
        Map<String, List<VerifierKey>> keys = new LinkedHashMap<>();
        for (String line : lines) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                String[] parts = text.split("\\s+", 2);
                VerifierKey key = VerifierKey.parse(parts[0]);
                String origin = parts.length == 2 ? parts[1] : key.name().text();
                keys.computeIfAbsent(origin, each -> new ArrayList<>()).add(key);
            }
        }
        return keys.entrySet().stream()
                .map(each -> new WatchedLog(each.getKey(), each.getValue()))
                .toList();
    }
}
