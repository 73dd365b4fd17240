package dev.goldthread.api.witness.ask;

import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.VerifierKey;
import java.net.URI;
import java.util.List;

/**
 * A witness that is asked for cosignatures.
 *
 * @param key what its cosignatures are verified by, type 0x04
 * @param submission its submission prefix (C2SP tlog-witness, "HTTP Interface")
 */
public record WitnessAddress(VerifierKey key, URI submission) {

    /**
     * @throws IllegalArgumentException for a key of another type
     */
    public WitnessAddress {
        if (key.type() != SignatureType.COSIGNATURE_V1) {
            throw new IllegalArgumentException(
                    "key of witness %s must be of type 0x04, but is of type 0x%02x; give the line that goldthread witness prints"
                            .formatted(key.name(), key.type().identifier()));
        }
    }

    /**
     * Reads {@code <url>+<verifier key>}, as a flag gives it; a plus sign within the address must
     * be written {@code %2B}.
     *
     * @throws IllegalArgumentException for any other form
     */
    public static WitnessAddress parseFlag(String text) {
        String[] parts = text.split("\\+", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "witness must be URL+VERIFIER-KEY, but is \"%s\"".formatted(text));
        }
        return new WitnessAddress(VerifierKey.parse(parts[1]), Outbound.base(parts[0]));
    }

    /**
     * Reads lines {@code <verifier key> <url>}; empty lines and those that begin with # are left
     * out.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static List<WitnessAddress> parseLines(List<String> lines) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(WitnessAddress::parseLine)
                .toList();
    }

    private static WitnessAddress parseLine(String line) {
        String[] parts = line.split("\\s+", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "line of witnesses must be VERIFIER-KEY URL, but is \"%s\"".formatted(line));
        }
        return new WitnessAddress(VerifierKey.parse(parts[0]), Outbound.base(parts[1]));
    }
}
