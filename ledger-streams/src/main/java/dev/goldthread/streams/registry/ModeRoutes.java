package dev.goldthread.streams.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/** The routes about who takes changes; see {@link RegistryRoutes}. */
final class ModeRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedRegistry registry;

    ModeRoutes(EmbeddedRegistry registry) {
        this.registry = registry;
    }

    JsonNode globalMode(RegistryCall call) {
        return shown(registry.globalMode());
    }

    JsonNode setGlobalMode(RegistryCall call) {
        return set(Optional.empty(), call);
    }

    JsonNode modeOfSubject(RegistryCall call) {
        Optional<Mode> own = registry.ownMode(call.segment(1));
        if (own.isEmpty() && !call.asks("defaultToGlobal")) {
            throw RegistryCall.refused(
                    404,
                    40409,
                    "Subject '%s' does not have subject-level mode configured"
                            .formatted(call.segment(1)));
        }
        return shown(own.orElseGet(registry::globalMode));
    }

    JsonNode setModeOfSubject(RegistryCall call) {
        return set(Optional.of(call.segment(1)), call);
    }

    JsonNode deleteModeOfSubject(RegistryCall call) {
        Mode mode =
                registry.ownMode(call.segment(1))
                        .orElseThrow(() -> RegistryCall.subjectNotFound(call.segment(1)));
        registry.setMode(Optional.of(call.segment(1)), Optional.empty());
        return shown(mode);
    }

    private JsonNode set(Optional<String> subject, RegistryCall call) {
        String word = call.body().path("mode").asText("");
        Mode mode = Mode.parse(word).orElseThrow(() -> invalid(word));
        if (mode == Mode.IMPORT) {
            throw RegistryCall.refused(
                    422,
                    42205,
                    "Operation not permitted: this registry gives its ids itself; use READWRITE, READONLY or READONLY_OVERRIDE");
        }
        registry.setMode(subject, Optional.of(mode));
        return shown(mode);
    }

    private static RuntimeException invalid(String word) {
        return RegistryCall.refused(
                422,
                42204,
                "Invalid mode \"%s\"; use one of %s".formatted(word, List.of(Mode.values())));
    }

    private static JsonNode shown(Mode mode) {
        return JSON.createObjectNode().put("mode", mode.name());
    }
}
