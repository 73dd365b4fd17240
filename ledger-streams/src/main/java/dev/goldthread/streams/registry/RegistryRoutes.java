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
        ModeRoutes modes = new ModeRoutes(registry);
        DeleteRoutes deletes = new DeleteRoutes(registry);
        this.routes =
                List.of(
                        route("GET", "", call -> JSON.createObjectNode()),
                        route("GET", "schemas/types", call -> JSON.createArrayNode().add("AVRO")),
                        route("GET", "schemas/ids/*", this::schemaById),
                        route("GET", "schemas/ids/*/schema", this::schemaTextById),
                        route("GET", "schemas/ids/*/subjects", this::subjectsById),
                        route("GET", "schemas/ids/*/versions", this::versionsById),
                        route("GET", "contexts", call -> JSON.createArrayNode().add(".")),
                        route("GET", "subjects", this::subjects),
                        route("POST", "subjects/*", this::lookUp),
                        route("DELETE", "subjects/*", deletes::subject),
                        route("GET", "subjects/*/versions", this::versions),
                        route("POST", "subjects/*/versions", this::register),
                        route("GET", "subjects/*/versions/*", call -> shown(version(call))),
                        route("GET", "subjects/*/versions/*/schema", this::schemaTextOfVersion),
                        route("GET", "subjects/*/versions/*/referencedby", this::references),
                        route("DELETE", "subjects/*/versions/*", deletes::version),
                        route("POST", "compatibility/subjects/*/versions/*", levels::compatible),
                        route(
                                "POST",
                                "compatibility/subjects/*/versions",
                                levels::compatibleWithSubject),
                        route("GET", "config", levels::globalLevel),
                        route("PUT", "config", levels::setGlobalLevel),
                        route("DELETE", "config", levels::deleteGlobalLevel),
                        route("GET", "config/*", levels::levelOfSubject),
                        route("PUT", "config/*", levels::setLevelOfSubject),
                        route("DELETE", "config/*", levels::deleteLevelOfSubject),
                        route("GET", "mode", modes::globalMode),
                        route("PUT", "mode", modes::setGlobalMode),
                        route("GET", "mode/*", modes::modeOfSubject),
                        route("PUT", "mode/*", modes::setModeOfSubject),
                        route("DELETE", "mode/*", modes::deleteModeOfSubject));
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
        String prefix = call.query().getOrDefault("subjectPrefix", "");
        List<String> alive = registry.subjects(Status.ACTIVE);
        registry.subjects(call.deepest()).stream()
                .filter(name -> name.startsWith(prefix))
                .filter(name -> !call.asks("deletedOnly") || !alive.contains(name))
                .forEach(names::add);
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
        existing(call, call.deepest());
        return shown(
                registry.lookUp(call.segment(1), call.postedSchema(), call.deepest())
                        .orElseThrow(() -> RegistryCall.refused(404, 40403, "Schema not found")));
    }

    private JsonNode schemaTextOfVersion(RegistryCall call) {
        return tree(version(call).schemaText());
    }

    /** No schema here refers to another one. */
    private JsonNode references(RegistryCall call) {
        version(call);
        return JSON.createArrayNode();
    }

    private List<Version> existing(RegistryCall call, Status deepest) {
        List<Version> versions = registry.versions(call.segment(1), deepest);
        if (versions.isEmpty()) {
            throw RegistryCall.subjectNotFound(call.segment(1));
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
