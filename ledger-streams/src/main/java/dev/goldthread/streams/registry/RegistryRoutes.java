package dev.goldthread.streams.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.goldthread.streams.registry.RegistryRecord.Status;
import dev.goldthread.streams.registry.RegistryRecord.Version;
import dev.goldthread.streams.serde.RegistryRefusedException;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The routes of Confluent's public API ("Schema Registry API Reference") that consumers and
 * producers use, with its error codes.
 */
final class RegistryRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A star stands for one segment. */
    private record Route(
            String method, List<String> path, Function<RegistryCall, JsonNode> answer) {

        boolean fits(List<String> segments) {
            if (segments.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!path.get(i).equals("*") && !path.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final EmbeddedRegistry registry;
    private final List<Route> routes;

    RegistryRoutes(EmbeddedRegistry registry) {
        this.registry = registry;
        CompatibilityRoutes levels = new CompatibilityRoutes(registry);
        this.routes =
                List.of(
                        route("GET", "", call -> JSON.createObjectNode()),
                        route("GET", "schemas/types", call -> JSON.createArrayNode().add("AVRO")),
                        route("GET", "schemas/ids/*", this::schemaById),
                        route("GET", "schemas/ids/*/schema", this::schemaTextById),
                        route("GET", "schemas/ids/*/subjects", this::subjectsById),
                        route("GET", "schemas/ids/*/versions", this::versionsById),
                        route("GET", "subjects", this::subjects),
                        route("POST", "subjects/*", this::lookUp),
                        route("DELETE", "subjects/*", this::deleteSubject),
                        route("GET", "subjects/*/versions", this::versions),
                        route("POST", "subjects/*/versions", this::register),
                        route("GET", "subjects/*/versions/*", call -> shown(version(call))),
                        route("GET", "subjects/*/versions/*/schema", this::schemaTextOfVersion),
                        route("DELETE", "subjects/*/versions/*", this::deleteVersion),
                        route("POST", "compatibility/subjects/*/versions/*", levels::compatible),
                        route("GET", "config", levels::globalLevel),
                        route("PUT", "config", levels::setGlobalLevel),
                        route("GET", "config/*", levels::levelOfSubject),
                        route("PUT", "config/*", levels::setLevelOfSubject),
                        route("GET", "mode", call -> mode()),
                        route("GET", "mode/*", call -> mode()));
    }

    private static Route route(
            String method, String path, Function<RegistryCall, JsonNode> answer) {
        return new Route(method, path.isEmpty() ? List.of() : List.of(path.split("/")), answer);
    }

    /**
     * The body of the answer with status 200.
     *
     * @throws RegistryRefusedException with another status and the documented error code
     */
    JsonNode answer(RegistryCall call) {
        List<Route> fitting = routes.stream().filter(route -> route.fits(call.path())).toList();
        if (fitting.isEmpty()) {
            throw RegistryCall.refused(404, 404, "no such resource");
        }
        return fitting.stream()
                .filter(route -> route.method.equals(call.method()))
                .findFirst()
                .orElseThrow(
                        () ->
                                RegistryCall.refused(
                                        405,
                                        405,
                                        "method %s is not allowed here".formatted(call.method())))
                .answer
                .apply(call);
    }

    private JsonNode schemaById(RegistryCall call) {
        return JSON.createObjectNode().put("schema", textById(call));
    }

    private JsonNode schemaTextById(RegistryCall call) {
        return tree(textById(call));
    }

    private String textById(RegistryCall call) {
        return registry.schemaText(call.id())
                .orElseThrow(
                        () ->
                                RegistryCall.refused(
                                        404, 40403, "Schema %d not found".formatted(call.id())));
    }

    private JsonNode subjectsById(RegistryCall call) {
        ArrayNode found = JSON.createArrayNode();
        versionsUnder(call).map(Version::subject).distinct().forEach(found::add);
        return found;
    }

    private JsonNode versionsById(RegistryCall call) {
        ArrayNode found = JSON.createArrayNode();
        versionsUnder(call)
                .forEach(
                        version ->
                                found.addObject()
                                        .put("subject", version.subject())
                                        .put("version", version.version()));
        return found;
    }

    private Stream<Version> versionsUnder(RegistryCall call) {
        int id = call.id();
        textById(call);
        return registry.subjects(call.deepest()).stream()
                .flatMap(subject -> registry.versions(subject, call.deepest()).stream())
                .filter(version -> version.id() == id);
    }

    private JsonNode subjects(RegistryCall call) {
        ArrayNode names = JSON.createArrayNode();
        registry.subjects(call.deepest()).forEach(names::add);
        return names;
    }

    private JsonNode versions(RegistryCall call) {
        ArrayNode numbers = JSON.createArrayNode();
        existing(call, call.deepest()).forEach(version -> numbers.add(version.version()));
        return numbers;
    }

    private JsonNode register(RegistryCall call) {
        String subject = call.segment(1);
        return JSON.createObjectNode().put("id", registry.register(subject, call.postedSchema()));
    }

    private JsonNode lookUp(RegistryCall call) {
        existing(call, Status.ACTIVE);
        return shown(
                registry.lookUp(call.segment(1), call.postedSchema())
                        .orElseThrow(() -> RegistryCall.refused(404, 40403, "Schema not found")));
    }

    private JsonNode schemaTextOfVersion(RegistryCall call) {
        return tree(version(call).schemaText());
    }

    private JsonNode deleteSubject(RegistryCall call) {
        refusePermanent(call);
        existing(call, Status.ACTIVE);
        ArrayNode numbers = JSON.createArrayNode();
        registry.deleteSubject(call.segment(1)).forEach(numbers::add);
        return numbers;
    }

    private JsonNode deleteVersion(RegistryCall call) {
        refusePermanent(call);
        Version version = version(call);
        registry.deleteVersion(version);
        return JSON.getNodeFactory().numberNode(version.version());
    }

    /** A sealed record's schema id must lead to its text for ever (log-format, "Seal"). */
    private static void refusePermanent(RegistryCall call) {
        if (call.asks("permanent")) {
            throw RegistryCall.refused(
                    422,
                    42205,
                    "Operation not permitted: sealed records need their schemas for ever; leave out permanent=true to hide it");
        }
    }

    private static JsonNode mode() {
        return JSON.createObjectNode().put("mode", "READWRITE");
    }

    private List<Version> existing(RegistryCall call, Status deepest) {
        List<Version> versions = registry.versions(call.segment(1), deepest);
        if (versions.isEmpty()) {
            throw RegistryCall.refused(
                    404, 40401, "Subject '%s' not found.".formatted(call.segment(1)));
        }
        return versions;
    }

    private Version version(RegistryCall call) {
        return pick(existing(call, call.deepest()), call.segment(3));
    }

    /** The version that a path segment names, among these. */
    static Version pick(List<Version> versions, String wanted) {
        if (wanted.equals("latest") && !versions.isEmpty()) {
            return versions.getLast();
        }
        int number = wanted.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(wanted) : 0;
        if (number == 0) {
            throw RegistryCall.refused(
                    422,
                    42202,
                    "The specified version '%s' is not a valid version id; use 1 to 2^31-1 or latest"
                            .formatted(wanted));
        }
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(
                        () ->
                                RegistryCall.refused(
                                        404, 40402, "Version %d not found.".formatted(number)));
    }

    private static JsonNode shown(Version version) {
        return JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schemaText());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("a registered schema is JSON", e);
        }
    }
}
