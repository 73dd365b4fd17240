package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the compiler wrote of the routes, and of each query parameter whether the route needs it.
 * The compiler takes all of a package without nulls for needed, also what may be left out.
 */
final class RouteDescription {

    /** Made from the controllers' annotations when this module is compiled. */
    private static final String WRITTEN = "/META-INF/swagger/goldthread.yml";

    private static final YAMLMapper YAML =
            new YAMLMapper(
                    YAMLFactory.builder()
                            .stringQuotingChecker(new QuotedNumbers())
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .build());

    /** The status of an answer is a text, and has to look like one (OpenAPI 3.0, Responses). */
    private static final class QuotedNumbers extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteName(String name) {
            return super.needToQuoteName(name) || name.matches("[0-9]+");
        }
    }

    private RouteDescription() {}

    /** The description as YAML. */
    static String of(Router router) {
        Map<String, KnownParameters> known =
                router.uriRoutes()
                        .collect(
                                Collectors.toMap(
                                        RouteDescription::name,
                                        RouteDescription::parameters,
                                        // a route comes once for each type it takes
                                        (first, _) -> first));
        JsonNode description = written();
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String name = name(operation.getKey(), path.getKey());
                KnownParameters parameters = known.get(name);
                if (parameters == null) {
                    throw new IllegalStateException(
                            "%s describes %s, but there is no such route; build all of the module"
                                    .formatted(WRITTEN, name));
                }
                for (JsonNode each : operation.getValue().path("parameters")) {
                    tellWhetherNeeded((ObjectNode) each, parameters);
                }
            }
        }
        return text(description);
    }

    private static void tellWhetherNeeded(ObjectNode parameter, KnownParameters known) {
        if (parameter.path("in").asText().equals("query")) {
            parameter.put("required", known.required().contains(parameter.path("name").asText()));
        }
    }

    private static KnownParameters parameters(UriRouteInfo<?, ?> route) {
        return KnownParameters.of(route.getTargetMethod().getArguments());
    }

    private static String name(UriRouteInfo<?, ?> route) {
        return name(
                route.getHttpMethodName(),
                route.getUriMatchTemplate().toPathString().replace(":.+", ""));
    }

    private static String name(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    private static JsonNode written() {
        try (InputStream in = RouteDescription.class.getResourceAsStream(WRITTEN)) {
            if (in == null) {
                throw new IllegalStateException(
                        "missing resource %s; build with annotation processing".formatted(WRITTEN));
            }
            return YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode description) {
        try {
            return YAML.writeValueAsString(description);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
