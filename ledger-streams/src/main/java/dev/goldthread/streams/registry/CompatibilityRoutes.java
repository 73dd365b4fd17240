package dev.goldthread.streams.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.streams.registry.RegistryRecord.Status;
import dev.goldthread.streams.registry.RegistryRecord.Version;
import dev.goldthread.streams.serde.Compatibility;
import java.util.List;
import java.util.Optional;

/** The routes about which schema may follow which; see {@link RegistryRoutes}. */
final class CompatibilityRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedRegistry registry;

    CompatibilityRoutes(EmbeddedRegistry registry) {
        this.registry = registry;
    }

    JsonNode compatible(RegistryCall call) {
        String subject = call.segment(2);
        String text = call.postedSchema();
        List<Version> versions = registry.versions(subject, Status.ACTIVE);
        boolean latest = call.segment(4).equals("latest");
        Optional<String> conflict =
                versions.isEmpty() && latest
                        ? Optional.empty()
                        : registry.conflict(
                                subject, text, RegistryRoutes.pick(versions, call.segment(4)));
        return verdict(call, conflict);
    }

    JsonNode compatibleWithSubject(RegistryCall call) {
        return verdict(call, registry.conflict(call.segment(2), call.postedSchema()));
    }

    private static JsonNode verdict(RegistryCall call, Optional<String> conflict) {
        ObjectNode answer = JSON.createObjectNode().put("is_compatible", conflict.isEmpty());
        if (call.asks("verbose")) {
            ArrayNode messages = answer.putArray("messages");
            conflict.ifPresent(messages::add);
        }
        return answer;
    }

    JsonNode setGlobalLevel(RegistryCall call) {
        Compatibility level = call.postedLevel();
        registry.setLevel(Optional.empty(), Optional.of(level));
        return JSON.createObjectNode().put("compatibility", level.name());
    }

    JsonNode levelOfSubject(RegistryCall call) {
        Optional<Compatibility> own = registry.ownLevel(call.segment(1));
        if (own.isEmpty() && !call.asks("defaultToGlobal")) {
            throw RegistryCall.refused(
                    404,
                    40408,
                    "Subject '%s' does not have subject-level compatibility configured"
                            .formatted(call.segment(1)));
        }
        return level(own.orElseGet(registry::globalLevel));
    }

    JsonNode setLevelOfSubject(RegistryCall call) {
        Compatibility level = call.postedLevel();
        registry.setLevel(Optional.of(call.segment(1)), Optional.of(level));
        return JSON.createObjectNode().put("compatibility", level.name());
    }

    /** Answers the level that was. */
    JsonNode deleteGlobalLevel(RegistryCall call) {
        JsonNode was = level(registry.globalLevel());
        registry.setLevel(Optional.empty(), Optional.empty());
        return was;
    }

    /** Answers the level that was. */
    JsonNode deleteLevelOfSubject(RegistryCall call) {
        String subject = call.segment(1);
        Compatibility was =
                registry.ownLevel(subject).orElseThrow(() -> RegistryCall.subjectNotFound(subject));
        registry.setLevel(Optional.of(subject), Optional.empty());
        return level(was);
    }

    private static JsonNode level(Compatibility level) {
        return JSON.createObjectNode().put("compatibilityLevel", level.name());
    }

    JsonNode globalLevel(RegistryCall call) {
        return level(registry.globalLevel());
    }
}
