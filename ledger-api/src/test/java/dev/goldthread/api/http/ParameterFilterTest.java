package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.streams.embedded.DataFolder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.MediaType;
import io.micronaut.http.uri.UriMatchTemplate;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that the server has, asked over real HTTP. Nothing behind the routes is there: what
 * is refused here never comes to it.
 */
class ParameterFilterTest {

    private static DataFolder data;
    private static ApplicationContext context;
    private static EmbeddedServer server;
    private static HttpClient http;
    private static String token;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        data = DataFolder.open(folder);
        context = ServerAlone.start(Map.of());
        context.registerSingleton(Tokens.class, Tokens.of(data));
        context.registerSingleton(LogVisibility.class, LogVisibility.PRIVATE);
        server = context.getBean(EmbeddedServer.class).start();
        token = Files.readString(folder.resolve(Tokens.OPERATOR_FILE)).strip();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.shutdownNow();
        server.stop();
        context.close();
        data.close();
    }

    private static List<UriRouteInfo<?, ?>> routes() {
        return context.getBean(Router.class).uriRoutes().toList();
    }

    private static boolean takesForeign(UriRouteInfo<?, ?> route) {
        return route.getAnnotationMetadata().hasAnnotation(ForeignParameters.class);
    }

    private static HttpResponse<String> send(UriRouteInfo<?, ?> route, String query)
            throws Exception {
        return send(
                HttpRequest.newBuilder()
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", mediaType(route.getConsumes())),
                route,
                query);
    }

    private static HttpResponse<String> send(
            HttpRequest.Builder request, UriRouteInfo<?, ?> route, String query) throws Exception {
        HttpRequest.Builder sent =
                request.uri(server.getURI().resolve(path(route.getUriMatchTemplate()) + query))
                        .method(route.getHttpMethodName(), BodyPublishers.ofString("{}"));
        return http.send(sent.build(), BodyHandlers.ofString());
    }

    private static String mediaType(List<MediaType> taken) {
        String first = taken.isEmpty() ? "*/*" : taken.getFirst().toString();
        return first.equals("*/*") ? "application/json" : first;
    }

    private static String path(UriMatchTemplate template) {
        Map<String, Object> values = new HashMap<>();
        template.getVariableNames().forEach(name -> values.put(name, "1"));
        return template.expand(values);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.parse(answer.body());
    }

    private static String name(UriRouteInfo<?, ?> route) {
        return route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString();
    }

    @Test
    void everyRouteRefusesAParameterThatItDoesNotTake() throws Exception {
        SortedSet<String> foreign = new TreeSet<>(); // a route comes once for each type it takes
        for (UriRouteInfo<?, ?> route : routes()) {
            if (takesForeign(route)) {
                foreign.add(name(route));
                continue;
            }
            HttpResponse<String> answer = send(route, "?nobodyTakesThis=5");

            assertThat(answer.statusCode()).as(name(route)).isEqualTo(400);
            if (!route.getHttpMethodName().equals("HEAD")) {
                JsonNode violation = json(answer).at("/violations/0");
                assertThat(violation.path("rule").asText()).isEqualTo("unknown-parameter");
                assertThat(violation.path("field").asText()).isEqualTo("nobodyTakesThis");
                assertThat(violation.path("value").asText()).isEqualTo("5");
                assertThat(violation.path("remedy").asText()).contains(name(route) + " takes");
            }
        }
        assertThat(foreign).containsExactly("POST /v1/hooks/{tool}/{connection}");
        assertThat(routes()).as("the server's own, all of them").hasSizeGreaterThan(40);
    }

    /** A range of versions as people type it; Java's client would not send it. */
    @Test
    void anAddressThatIsNoneIsToldAsThatAndNotAsAMissingToken() throws Exception {
        String request =
                "GET /v1/components?vers=vers:generic/>=11.0|<11.2.0 HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                        .formatted(token);
        try (Socket socket = new Socket(server.getURI().getHost(), server.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400 ");
            assertThat(answer).contains("malformed-address", "percent-encode");
        }
    }

    @Test
    void everyRouteRefusesASecondValueWhereOneIsMeant() throws Exception {
        int refused = 0;
        for (UriRouteInfo<?, ?> route : routes()) {
            KnownParameters known = KnownParameters.of(route.getTargetMethod().getArguments());
            for (String name : known.all().keySet()) {
                if (!known.repeatable().contains(name)
                        && !route.getHttpMethodName().equals("HEAD")) {
                    HttpResponse<String> answer = send(route, "?%1$s=1&%1$s=2".formatted(name));

                    assertThat(answer.statusCode()).as(name(route) + name).isEqualTo(400);
                    assertThat(json(answer).at("/violations/0/rule").asText())
                            .isEqualTo("repeated-parameter");
                    assertThat(json(answer).at("/violations/0/value").asText()).isEqualTo("1, 2");
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    /** The server would say so in words of its own, without a remedy. */
    @Test
    void everyRouteTellsWhatItNeedsAndDoesNotGet() throws Exception {
        int needed = 0;
        for (UriRouteInfo<?, ?> route : routes()) {
            KnownParameters known = KnownParameters.of(route.getTargetMethod().getArguments());
            if (known.required().isEmpty()
                    || takesForeign(route)
                    || route.getHttpMethodName().equals("HEAD")) {
                continue;
            }
            for (String query : List.of("", emptyValues(known))) {
                HttpResponse<String> answer = send(route, query);

                assertThat(answer.statusCode()).as(name(route) + query).isEqualTo(400);
                JsonNode violations = json(answer).path("violations");
                assertThat(violations.findValuesAsText("field"))
                        .as(name(route) + query)
                        .containsExactlyElementsOf(known.required());
                assertThat(violations.findValuesAsText("rule")).containsOnly("missing-parameter");
                assertThat(violations.at("/0/remedy").asText())
                        .startsWith("give it; " + name(route) + " needs ");
            }
            needed++;
        }
        assertThat(needed).isGreaterThan(10);
    }

    /** It would be answered as though nobody had asked for it. */
    @Test
    void everyRouteRefusesAParameterWithoutAValue() throws Exception {
        SortedSet<String> refused = new TreeSet<>();
        for (UriRouteInfo<?, ?> route : routes()) {
            KnownParameters known = KnownParameters.of(route.getTargetMethod().getArguments());
            for (String name : known.all().keySet()) {
                if (known.required().contains(name)
                        || takesForeign(route)
                        || route.getHttpMethodName().equals("HEAD")) {
                    continue;
                }
                HttpResponse<String> answer = send(route, "?%s=".formatted(name));

                assertThat(answer.statusCode()).as(name(route) + name).isEqualTo(400);
                JsonNode violation = json(answer).at("/violations/0");
                assertThat(violation.path("field").asText()).as(name(route)).isEqualTo(name);
                assertThat(violation.path("rule").asText()).isEqualTo("missing-value");
                refused.add(name);
            }
        }
        assertThat(refused).contains("after", "asOfSeq", "change", "recordedAt", "validAt");
    }

    private static String emptyValues(KnownParameters known) {
        return known.required().stream().collect(Collectors.joining("=&", "?", "="));
    }

    @Test
    void everyRouteTellsWhichFormAParameterHas() throws Exception {
        SortedSet<String> formed = new TreeSet<>();
        for (UriRouteInfo<?, ?> route : routes()) {
            KnownParameters known = KnownParameters.of(route.getTargetMethod().getArguments());
            for (Map.Entry<String, ParameterForm> each : known.all().entrySet()) {
                if (each.getValue() == ParameterForm.TEXT
                        || route.getHttpMethodName().equals("HEAD")) {
                    continue;
                }
                JsonNode violation =
                        json(send(route, "?%s=many".formatted(each.getKey()))).at("/violations/0");

                assertThat(violation.path("field").asText())
                        .as(name(route))
                        .isEqualTo(each.getKey());
                assertThat(violation.path("rule").asText()).isEqualTo("parameter-form");
                assertThat(violation.path("value").asText()).isEqualTo("many");
                assertThat(violation.path("remedy").asText()).startsWith("give ");
                formed.add(each.getKey());
            }
        }
        assertThat(formed).contains("changed", "depth", "from", "limit", "population", "to");
    }

    @Test
    void aPathThatHoldsNoNumberWhereOneIsMeantIsToldSo() throws Exception {
        UriRouteInfo<?, ?> route = route("GET /v1/partitions/{partition}/products");
        HttpRequest request =
                HttpRequest.newBuilder(server.getURI().resolve("/v1/partitions/first/products"))
                        .header("Authorization", "Bearer " + token)
                        .build();

        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(name(route)).isEqualTo(400);
        assertThat(json(answer).at("/violations/0/field").asText()).isEqualTo("partition");
        assertThat(json(answer).at("/violations/0/value").asText()).isEqualTo("first");
        assertThat(json(answer).at("/violations/0/remedy").asText())
                .isEqualTo("give a whole number, such as 5");
    }

    /** The compiler's description is made from the same declarations by another program. */
    @Test
    void whatARouteTakesIsWhatItsDescriptionSays() throws Exception {
        SortedMap<String, SortedSet<String>> described = new TreeMap<>();
        SortedMap<String, SortedSet<String>> taken = new TreeMap<>();
        description()
                .path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                each ->
                                                        described.put(
                                                                each.getKey()
                                                                                .toUpperCase(
                                                                                        Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey(),
                                                                parameters(each.getValue()))));
        for (UriRouteInfo<?, ?> route : routes()) {
            if (!route.getHttpMethodName().equals("HEAD")) {
                taken.put(
                        route.getHttpMethodName()
                                + " "
                                + route.getUriMatchTemplate().toPathString().replace(":.+", ""),
                        marked(KnownParameters.of(route.getTargetMethod().getArguments())));
            }
        }

        assertThat(taken).isEqualTo(described);
    }

    private static JsonNode description() throws IOException {
        try (InputStream in =
                ParameterFilterTest.class.getResourceAsStream("/META-INF/swagger/goldthread.yml")) {
            return new YAMLMapper().readTree(in);
        }
    }

    /** With a star behind those that may come more than once. */
    private static SortedSet<String> parameters(JsonNode operation) {
        SortedSet<String> names = new TreeSet<>();
        for (JsonNode each : operation.path("parameters")) {
            if (each.path("in").asText().equals("query")) {
                boolean list = each.at("/schema/type").asText().equals("array");
                names.add(each.path("name").asText() + (list ? "*" : ""));
            }
        }
        return names;
    }

    private static SortedSet<String> marked(KnownParameters known) {
        SortedSet<String> names = new TreeSet<>();
        known.all()
                .keySet()
                .forEach(name -> names.add(name + (known.repeatable().contains(name) ? "*" : "")));
        return names;
    }

    private static UriRouteInfo<?, ?> route(String name) {
        return routes().stream().filter(each -> name(each).equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aTypingErrorIsToldWithTheParameterThatWasMeant() throws Exception {
        UriRouteInfo<?, ?> trace = route("GET /v1/products/{product}/releases/{version}/trace");
        for (String typed : List.of("asofSeq", "as_of_seq", "asOfSq", "AsOfSeq")) {
            String remedy =
                    json(send(trace, "?" + typed + "=5")).at("/violations/0/remedy").asText();
            assertThat(remedy).as(typed).startsWith("write asOfSeq;");
        }
        assertThat(json(send(trace, "?colour=red")).at("/violations/0/remedy").asText())
                .isEqualTo(
                        "leave it out; GET /v1/products/{product}/releases/{version}/trace takes"
                                + " afterSeq, asOfSeq, depth, population, recordedAt, relations,"
                                + " silentAfter, types, validAt");
        assertThat(json(send(route("GET /v1/status"), "?x")).at("/violations/0/remedy").asText())
                .isEqualTo("leave it out; GET /v1/status takes no parameters");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        JsonNode problem =
                json(
                        send(
                                route("GET /v1/products/{product}/pending"),
                                "?limit=1&asofSeq=5&limit=2&Depth=3"));

        assertThat(problem.path("violations").findValuesAsText("field"))
                .containsExactlyInAnyOrder("limit", "asofSeq", "Depth");
        assertThat(problem.path("type").asText()).endsWith("/unknown-parameter");
    }

    @Test
    void aStrangerLearnsNothing() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(), route("GET /v1/status"), "?nobodyTakesThis=5");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("nobodyTakesThis");
    }

    /** An order that is not said would be the last one. */
    @Test
    void whoCallsIsCheckedFirstAndARequestPassedOnLast() {
        assertThat(List.of(BearerFilter.class, ParameterFilter.class, RoutingFilter.class))
                .extracting(filter -> filter.getAnnotation(Order.class).value())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoRouteIsStillNone() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.getURI().resolve("/nowhere?x=1"))
                        .header("Authorization", "Bearer " + token)
                        .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }
}
