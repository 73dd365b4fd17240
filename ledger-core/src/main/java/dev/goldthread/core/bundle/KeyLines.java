package dev.goldthread.core.bundle;

import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verifier keys inside a bundle: one line each, oldest first. */
final class KeyLines {

    private static final int LENGTH_MAX_BYTES = 1 << 20;

    private KeyLines() {}

    static byte[] text(List<VerifierKey> keys) {
        StringBuilder text = new StringBuilder();
        keys.forEach(key -> text.append(key.text()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The keys that could be read; each that could not is a flaw. */
    static List<VerifierKey> read(Reading files, String file, Flaws flaws) {
        Optional<byte[]> content = files.whole(file, LENGTH_MAX_BYTES);
        if (content.isEmpty()) {
            return List.of();
        }
        String text = new String(content.get(), StandardCharsets.UTF_8);
        List<VerifierKey> keys = new ArrayList<>();
        // The piece behind the last newline is empty where the last line is whole.
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            parse(lines[i], file, flaws).ifPresent(keys::add);
        }
        if (keys.isEmpty() || !lines[lines.length - 1].isEmpty()) {
            flaws.add(
                    file,
                    "keys",
                    "verifier key lines, each ended by a newline",
                    keys.isEmpty() ? "none" : "a last line without newline",
                    "the keys are not as they were exported");
        }
        if (keys.stream().distinct().count() < keys.size()) {
            flaws.add(
                    file,
                    "keys",
                    "each once",
                    "one twice",
                    "the keys are not as they were exported");
        }
        return keys;
    }

    /** Checks that the keys are this log's. */
    static void checkNames(List<VerifierKey> keys, String origin, String file, Flaws flaws) {
        keys.stream()
                .filter(key -> !key.name().text().equals(origin))
                .forEach(
                        key ->
                                flaws.add(
                                        file,
                                        "key name",
                                        origin,
                                        key.name().text(),
                                        "this is another log's key"));
    }

    private static Optional<VerifierKey> parse(String line, String file, Flaws flaws) {
        try {
            VerifierKey key = VerifierKey.parse(line);
            if (key.type() != SignatureType.ED25519 || !key.text().equals(line)) {
                throw new MalformedException("key", "a log's, of type 0x01", line);
            }
            return Optional.of(key);
        } catch (MalformedException e) {
            flaws.add(file, e, "the keys are not as they were exported");
            return Optional.empty();
        }
    }
}
