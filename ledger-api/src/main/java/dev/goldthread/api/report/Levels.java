package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which level of requirement a type of another tool stands for; the ledger does not guess it.
 *
 * @param byType in lower case
 */
public record Levels(Map<String, String> byType, Optional<String> otherwise) {

    private static final Set<String> KNOWN =
            Set.of("USER_NEED", "DESIGN_INPUT", "SYSTEM", "SOFTWARE", "SECURITY");

    public Levels {
        byType = Map.copyOf(byType);
    }

    /**
     * @param texts each {@code TYPE:LEVEL}, or {@code LEVEL} for all other types
     * @param known what holds where the texts say nothing
     */
    public static Levels parse(List<String> texts, Map<String, String> known)
            throws UnreadableException {
        Map<String, String> byType = new HashMap<>(known);
        Optional<String> otherwise = Optional.empty();
        for (String text : texts) {
            int colon = text.lastIndexOf(':');
            String level = text.substring(colon + 1).strip().toUpperCase(Locale.ROOT);
            if (!KNOWN.contains(level)) {
                throw new UnreadableException(
                        "?level",
                        "unknown-symbol",
                        text,
                        "send TYPE:LEVEL or LEVEL with USER_NEED, DESIGN_INPUT, SYSTEM, SOFTWARE or SECURITY");
            } else if (colon < 0) {
                otherwise = Optional.of(level);
            } else {
                byType.put(text.substring(0, colon).strip().toLowerCase(Locale.ROOT), level);
            }
        }
        return new Levels(byType, otherwise);
    }

    /**
     * @param spot where a thing of this type stands
     */
    public String of(String type, String spot) throws UnreadableException {
        return Optional.ofNullable(byType.get(type.toLowerCase(Locale.ROOT)))
                .or(() -> otherwise)
                .orElseThrow(
                        () ->
                                new UnreadableException(
                                        spot,
                                        "unknown-level",
                                        "type \"%s\"".formatted(type),
                                        "say which level it is: level=%s:SOFTWARE or another"
                                                .formatted(type)));
    }
}
