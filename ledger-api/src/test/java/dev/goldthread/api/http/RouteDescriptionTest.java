package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.streams.embedded.DataFolder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is served at {@code /openapi.yaml}, held against what the routes say when they are asked.
 */
class RouteDescriptionTest {

    private static DataFolder data;
    private static ApplicationContext context;
    private static EmbeddedServer server;
    private static HttpClient http;
    private static String token;
    private static String description;

    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        data = DataFolder.open(folder);
        context = ServerAlone.start(Map.of());
        context.registerSingleton(Tokens.class, Tokens.of(data));
        context.registerSingleton(LogVisibility.class, LogVisibility.PRIVATE);
        server = context.getBean(EmbeddedServer.class).start();
        token = Files.readString(folder.resolve(Tokens.OPERATOR_FILE)).strip();
        http = HttpClient.newHttpClient();
        description = send("get", "/openapi.yaml", "*/*").body();
    }

    @AfterAll
    static void stop() {
        http.shutdownNow();
        server.stop();
        context.close();
        data.close();
    }

    private static HttpResponse<String> send(String method, String path, String contentType)
            throws IOException, InterruptedException {
        URI address = server.getURI().resolve(path.replaceAll("\\{[^}]*}", "1"));
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", contentType)
                        .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString("{}"))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonNode paths() throws IOException {
        return new YAMLMapper().readTree(description).path("paths");
    }

    @Test
    void aQueryParameterIsRequiredWhereTheRouteRefusesToGoWithoutIt() throws Exception {
        int needed = 0;
        for (Map.Entry<String, JsonNode> path : paths().properties()) {
            for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
                SortedSet<String> told = required(each.getValue());

                assertThat(told)
                        .as(each.getKey() + " " + path.getKey())
                        .isEqualTo(missed(each.getKey(), path.getKey(), each.getValue()));
                needed += told.size();
            }
        }
        assertThat(needed).isGreaterThan(10);
    }

    private static SortedSet<String> required(JsonNode operation) {
        SortedSet<String> names = new TreeSet<>();
        for (JsonNode each : operation.path("parameters")) {
            if (each.path("in").asText().equals("query") && each.path("required").asBoolean()) {
                names.add(each.path("name").asText());
            }
        }
        return names;
    }

    /** What the route says that it lacks, asked without any parameter. */
    private static SortedSet<String> missed(String method, String path, JsonNode operation)
            throws Exception {
        var taken = operation.at("/requestBody/content").fieldNames();
        HttpResponse<String> answer =
                send(method, path, taken.hasNext() ? taken.next() : "application/json");
        boolean isProblem =
                answer.headers().firstValue("Content-Type").orElse("").contains("problem+json");
        SortedSet<String> names = new TreeSet<>();
        if (isProblem) {
            for (JsonNode each : Json.parse(answer.body()).path("violations")) {
                if (each.path("rule").asText().equals("missing-parameter")) {
                    names.add(each.path("field").asText());
                }
            }
        }
        return names;
    }

    @Test
    void whatMayBeLeftOutIsSaidToBe() throws Exception {
        JsonNode way = paths().at("/~1v1~1products~1{product}~1path/get/parameters");
        for (JsonNode each : way) {
            assertThat(each.path("required").isBoolean()).as(each.toString()).isTrue();
        }
        assertThat(required(paths().at("/~1v1~1products~1{product}~1path/get")))
                .containsExactly("fromId", "fromType", "toId", "toType");
    }

    /** A reader of OpenAPI may take a bare 200 for a number, and find no answer of that name. */
    @Test
    void theStatusOfAnAnswerIsAText() {
        assertThat(description).contains("\"200\":").doesNotContain(" 200:");
    }
}
