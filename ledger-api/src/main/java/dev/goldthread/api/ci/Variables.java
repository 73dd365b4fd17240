package dev.goldthread.api.ci;

import java.util.Map;
import java.util.Optional;

/**
 * Environment variables as one CI system sets them.
 *
 * @param tool whose they are, for messages and as {@code source.tool}
 */
record Variables(String tool, Map<String, String> values) {

    Variables {
        values = Map.copyOf(values);
    }

    /**
     * @param flag by which the fact may be given instead
     * @throws UnknownFactException when it is unset or empty
     */
    String need(String name, String flag) {
        return find(name)
                .orElseThrow(
                        () ->
                                UnknownFactException.variable(
                                        name,
                                        tool,
                                        values.containsKey(name) ? "empty" : "unset",
                                        flag));
    }

    /** The first of these that is set and not blank. */
    Optional<String> find(String... names) {
        for (String name : names) {
            String value = values.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    boolean isTrue(String name) {
        return find(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** Without a slash at its end, so that paths can be added. */
    String needBase(String name, String flag) {
        return need(name, flag).replaceAll("/+$", "");
    }
}
