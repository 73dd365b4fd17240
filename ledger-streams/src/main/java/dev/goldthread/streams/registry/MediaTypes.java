package dev.goldthread.streams.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * In which form a request may come and in which its answer goes.
 *
 * <p>Source: Confluent, "Schema Registry API Reference", "Content Types"; RFC 9110, section 12.5.1.
 */
final class MediaTypes {

    private static final List<String> OFFERED =
            List.of(
                    "application/vnd.schemaregistry.v1+json",
                    "application/vnd.schemaregistry+json",
                    "application/json");

    private MediaTypes() {}

    /** The most specific form, for whoever has no wish. */
    static String preferred() {
        return OFFERED.getFirst();
    }

    /** Whether a body of this type is read; no type at all is taken for JSON. */
    static boolean isRead(Optional<String> contentType) {
        return contentType
                .map(MediaTypes::name)
                .map(name -> OFFERED.contains(name) || name.equals("application/octet-stream"))
                .orElse(true);
    }

    /** The form that the header {@code Accept} likes best; empty when it likes none of ours. */
    static Optional<String> answer(Optional<String> accept) {
        List<String> ranges = accept.map(text -> List.of(text.split(","))).orElse(List.of("*/*"));
        Optional<String> best = Optional.empty();
        double bestWeight = 0;
        for (String range : ranges) {
            Optional<String> offered =
                    OFFERED.stream().filter(type -> covers(range, type)).findFirst();
            double weight = weight(range);
            if (offered.isPresent() && weight > bestWeight) {
                best = offered;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static boolean covers(String range, String type) {
        String name = name(range);
        return name.equals("*/*") || name.equals("application/*") || name.equals(type);
    }

    private static String name(String range) {
        return range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static double weight(String range) {
        return Arrays.stream(range.split(";"))
                .map(String::strip)
                .filter(parameter -> parameter.matches("q=[01](\\.[0-9]{0,3})?"))
                .findFirst()
                .map(parameter -> Double.parseDouble(parameter.substring(2)))
                .orElse(1.0);
    }
}
