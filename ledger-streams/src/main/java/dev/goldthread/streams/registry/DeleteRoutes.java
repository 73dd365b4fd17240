package dev.goldthread.streams.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.goldthread.streams.registry.RegistryRecord.Status;
import dev.goldthread.streams.registry.RegistryRecord.Version;
import java.util.List;

/** The routes that hide subjects and versions; see {@link RegistryRoutes}. */
final class DeleteRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedRegistry registry;

    DeleteRoutes(EmbeddedRegistry registry) {
        this.registry = registry;
    }

    JsonNode subject(RegistryCall call) {
        String subject = call.segment(1);
        if (registry.versions(subject, Status.DELETED).isEmpty()) {
            throw RegistryCall.subjectNotFound(subject);
        }
        boolean hidden = registry.versions(subject, Status.ACTIVE).isEmpty();
        if (call.asks("permanent")) {
            throw hidden
                    ? permanent()
                    : RegistryCall.refused(
                            404,
                            40405,
                            "Subject '%s' was not deleted first before being permanently deleted"
                                    .formatted(subject));
        }
        if (hidden) {
            throw RegistryCall.refused(
                    404, 40404, "Subject '%s' was soft deleted already.".formatted(subject));
        }
        ArrayNode numbers = JSON.createArrayNode();
        registry.deleteSubject(subject).forEach(numbers::add);
        return numbers;
    }

    JsonNode version(RegistryCall call) {
        String subject = call.segment(1);
        List<Version> every = registry.versions(subject, Status.DELETED);
        if (every.isEmpty()) {
            throw RegistryCall.subjectNotFound(subject);
        }
        List<Version> active = registry.versions(subject, Status.ACTIVE);
        boolean latest = call.segment(3).equals("latest") && !active.isEmpty();
        Version version = RegistryRoutes.pick(latest ? active : every, call.segment(3));
        boolean hidden = version.status() == Status.DELETED;
        if (call.asks("permanent")) {
            throw hidden
                    ? permanent()
                    : RegistryCall.refused(
                            404,
                            40407,
                            "Subject '%s' Version %d was not deleted first before being permanently deleted"
                                    .formatted(subject, version.version()));
        }
        if (hidden) {
            throw RegistryCall.refused(
                    404,
                    40406,
                    "Subject '%s' Version %d was soft deleted already."
                            .formatted(subject, version.version()));
        }
        registry.deleteVersion(version);
        return JSON.getNodeFactory().numberNode(version.version());
    }

    /** A sealed record's schema id must lead to its text for ever (log-format, "Seal"). */
    private static RuntimeException permanent() {
        return RegistryCall.refused(
                422,
                42205,
                "Operation not permitted: sealed records need their schemas for ever; it stays hidden without permanent=true");
    }
}
