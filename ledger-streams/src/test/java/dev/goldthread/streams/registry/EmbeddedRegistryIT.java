package dev.goldthread.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.HttpSchemaRegistry;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.serde.RetryPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "0123456789abcdef-token";
    private static final String ONE =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
    private static final String ONE_SPACED = ONE.replace(",", ", ");
    private static final String WITH_DEFAULT =
            ONE.replace("}]}", "},{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");
    private static final String WITHOUT_DEFAULT =
            ONE.replace("}]}", "},{\"name\":\"b\",\"type\":\"int\"}]}");

    private static DataFolder data;
    private static EmbeddedBroker broker;
    private static HttpClient http;

    private String topic = "";
    private EmbeddedRegistry registry;
    private RegistryEndpoint endpoint;
    private HttpSchemaRegistry remote;

    @BeforeAll
    static void startBroker(@TempDir Path root) {
        data = DataFolder.open(root.resolve("data"));
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stopBroker() {
        http.close();
        broker.close();
        data.close();
    }

    @BeforeEach
    void start(TestInfo test) {
        topic = "_schemas-" + test.getTestMethod().orElseThrow().getName();
        registry = EmbeddedRegistry.start(broker.clientConfig(), topic);
        endpoint = RegistryEndpoint.start(registry, 0, TOKEN);
        remote = remote(TOKEN);
    }

    @AfterEach
    void stop() {
        remote.close();
        endpoint.close();
        registry.close();
    }

    @Test
    void givesASchemaOneIdInEverySubject() {
        int id = remote.register("a-value", ONE);

        assertThat(remote.register("a-value", ONE)).isEqualTo(id);
        assertThat(remote.register("b-value", ONE_SPACED)).isEqualTo(id);
        assertThat(remote.register("c-value", WITH_DEFAULT)).isEqualTo(id + 1);
        assertThat(remote.schemaText(id)).contains(ONE);
        assertThat(remote.idOf("b-value", ONE)).hasValue(id);
        assertThat(remote.idOf("c-value", ONE)).isEmpty();
        assertThat(remote.schemaText(999)).isEmpty();
    }

    @Test
    void keepsIdsAndLevelsOverRestarts() {
        int first = registry.register("a-value", ONE);
        registry.setCompatibility("a-value", Compatibility.FULL_TRANSITIVE);
        registry.register("gone-value", "\"long\"");
        registry.deleteSubject("gone-value");
        endpoint.close();
        registry.close();

        registry = EmbeddedRegistry.start(broker.clientConfig(), topic);
        endpoint = RegistryEndpoint.start(registry, 0, TOKEN);

        assertThat(registry.idOf("a-value", ONE)).hasValue(first);
        assertThat(registry.ownLevel("a-value")).contains(Compatibility.FULL_TRANSITIVE);
        assertThat(registry.idOf("gone-value", "\"long\"")).isEmpty();
        assertThat(registry.schemaText(first + 1)).contains("\"long\"");
        assertThat(registry.register("b-value", "\"string\"")).isEqualTo(first + 2);
    }

    @Test
    void refusesASchemaThatTheSubjectsLevelForbids() {
        remote.register("a-value", ONE);
        remote.setCompatibility("a-value", Compatibility.BACKWARD_TRANSITIVE);

        RegistryRefusedException refused =
                catchThrowableOfType(
                        RegistryRefusedException.class,
                        () -> remote.register("a-value", WITHOUT_DEFAULT));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused).hasMessageContaining("BACKWARD_TRANSITIVE");
        assertThat(remote.register("a-value", WITH_DEFAULT)).isEqualTo(2);

        remote.setCompatibility("a-value", Compatibility.NONE);
        assertThat(remote.register("a-value", WITHOUT_DEFAULT)).isEqualTo(3);
    }

    @Test
    void refusesEveryRouteWithoutTheToken() throws Exception {
        for (String path : List.of("/", "/subjects", "/schemas/ids/1", "/nowhere")) {
            assertThat(send("GET", path, "", "").statusCode()).as(path).isEqualTo(401);
        }
        try (HttpSchemaRegistry guessing = remote("guess")) {
            assertThatThrownBy(() -> guessing.register("a-value", ONE))
                    .isInstanceOfSatisfying(
                            RegistryRefusedException.class,
                            refused -> assertThat(refused.status()).isEqualTo(401));
        }
        assertThat(registry.subjects(RegistryRecord.Status.DELETED)).isEmpty();
    }

    @Test
    void answersTheRoutesOfThePublicApi() throws Exception {
        String posted = JSON.createObjectNode().put("schema", ONE).toString();

        expect(get("/"), "{}");
        expect(get("/schemas/types"), "[\"AVRO\"]");
        expect(get("/mode"), "{\"mode\":\"READWRITE\"}");
        expect(post("/subjects/a%2Fb-value/versions", posted), "{\"id\":1}");
        expect(get("/subjects"), "[\"a/b-value\"]");
        expect(get("/subjects/a%2Fb-value/versions"), "[1]");
        expect(get("/schemas/ids/1/versions"), "[{\"subject\":\"a/b-value\",\"version\":1}]");
        expect(get("/schemas/ids/1/subjects"), "[\"a/b-value\"]");
        expect(get("/schemas/ids/1/schema"), ONE);
        expect(get("/subjects/a%2Fb-value/versions/latest/schema"), ONE);
        JsonNode version = get("/subjects/a%2Fb-value/versions/latest");
        assertThat(version.path("schema").textValue()).isEqualTo(ONE);
        expect(post("/subjects/a%2Fb-value", posted), version.toString());
        expect(get("/config"), "{\"compatibilityLevel\":\"BACKWARD\"}");
        expect(put("/config", "{\"compatibility\":\"FULL\"}"), "{\"compatibility\":\"FULL\"}");
        expect(
                get("/config/a%2Fb-value?defaultToGlobal=true"),
                "{\"compatibilityLevel\":\"FULL\"}");
        String next = JSON.createObjectNode().put("schema", WITHOUT_DEFAULT).toString();
        assertThat(
                        post("/compatibility/subjects/a%2Fb-value/versions/latest", next)
                                .path("is_compatible")
                                .asBoolean(true))
                .isFalse();
        expect(delete("/subjects/a%2Fb-value/versions/1"), "1");
        expect(get("/subjects?deleted=true"), "[\"a/b-value\"]");
        expect(get("/subjects"), "[]");
    }

    @Test
    void answersFaultsWithTheDocumentedCodes() throws Exception {
        registry.register("a-value", ONE);
        String broken = "{\"schema\":\"{\\\"type\\\":\\\"nothing\\\"}\"}";
        String other = JSON.createObjectNode().put("schema", WITH_DEFAULT).toString();
        String incompatible = JSON.createObjectNode().put("schema", WITHOUT_DEFAULT).toString();

        expectFault(send("GET", "/subjects/none/versions", "", TOKEN), 404, 40401);
        expectFault(send("GET", "/subjects/a-value/versions/7", "", TOKEN), 404, 40402);
        expectFault(send("GET", "/schemas/ids/77", "", TOKEN), 404, 40403);
        expectFault(send("POST", "/subjects/a-value", other, TOKEN), 404, 40403);
        expectFault(send("GET", "/config/a-value", "", TOKEN), 404, 40408);
        expectFault(send("POST", "/subjects/a-value/versions", incompatible, TOKEN), 409, 409);
        expectFault(send("POST", "/subjects/a-value/versions", broken, TOKEN), 422, 42201);
        expectFault(send("POST", "/subjects/a-value/versions", "{}", TOKEN), 422, 42201);
        expectFault(send("GET", "/subjects/a-value/versions/0", "", TOKEN), 422, 42202);
        expectFault(send("PUT", "/config", "{\"compatibility\":\"SOME\"}", TOKEN), 422, 42203);
        expectFault(send("PUT", "/mode", "{\"mode\":\"IMPORT\"}", TOKEN), 422, 42205);
        expectFault(send("POST", "/subjects/a-value/versions", "{", TOKEN), 400, 400);
        expectFault(send("DELETE", "/schemas/types", "", TOKEN), 405, 405);
    }

    /** Keys and values as a Confluent registry writes them, by its public documentation. */
    @Test
    void takesOverATopicThatAnotherRegistryWrote() throws Exception {
        endpoint.close();
        registry.close();
        produce("{\"keytype\":\"NOOP\",\"magic\":0}", null);
        produce(
                "{\"keytype\":\"SCHEMA\",\"subject\":\"x-value\",\"version\":1,\"magic\":1}",
                "{\"subject\":\"x-value\",\"version\":1,\"id\":41,\"schema\":\"\\\"long\\\"\",\"deleted\":false,\"guid\":\"new\"}");
        produce(
                "{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}",
                "{\"compatibilityLevel\":\"NONE\"}");
        produce("{\"keytype\":\"MODE\",\"subject\":null,\"magic\":0}", "{\"mode\":\"READWRITE\"}");

        registry = EmbeddedRegistry.start(broker.clientConfig(), topic);
        endpoint = RegistryEndpoint.start(registry, 0, TOKEN);

        assertThat(registry.schemaText(41)).contains("\"long\"");
        assertThat(registry.globalLevel()).isEqualTo(Compatibility.NONE);
        assertThat(registry.register("x-value", "\"string\"")).isEqualTo(42);
    }

    @Test
    void aSuccessorHasTheSameIdsAndContinues() {
        int first = registry.register("a-value", ONE);
        registry.setMode(Optional.of("a-value"), Optional.of(Mode.READONLY));
        registry.close();

        try (EmbeddedRegistry successor = EmbeddedRegistry.start(broker.clientConfig(), topic)) {
            assertThat(successor.register("a-value", ONE)).isEqualTo(first);
            assertThat(successor.ownMode("a-value")).contains(Mode.READONLY);
            assertThat(successor.register("b-value", WITH_DEFAULT)).isEqualTo(first + 1);
        }
    }

    /** The data folder's lock keeps this from happening; ids hold even so. */
    @Test
    void twoAtOnceNeverGiveOneIdTwice() {
        int first = registry.register("a-value", ONE);
        try (EmbeddedRegistry second = EmbeddedRegistry.start(broker.clientConfig(), topic)) {
            int ofSecond = second.register("b-value", "\"long\"");

            assertThatThrownBy(() -> registry.register("c-value", "\"string\""))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("another registry")
                    .hasMessageContaining(topic);
            int afterReading = registry.register("c-value", "\"string\"");

            assertThat(List.of(first, ofSecond, afterReading)).doesNotHaveDuplicates();
            assertThat(registry.schemaText(ofSecond)).contains("\"long\"");
            assertThatThrownBy(() -> second.register("d-value", "\"bytes\""))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThat(second.register("d-value", "\"bytes\""))
                    .isNotIn(first, ofSecond, afterReading);
            assertThat(second.schemaText(afterReading)).contains("\"string\"");
        }
    }

    @Test
    void keepsItsTopicCompacted() throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(new HashMap<>(broker.clientConfig()))) {
            assertThat(
                            admin.describeConfigs(List.of(resource))
                                    .all()
                                    .get(60, TimeUnit.SECONDS)
                                    .get(resource)
                                    .get("cleanup.policy")
                                    .value())
                    .isEqualTo("compact");
        }
    }

    private HttpSchemaRegistry remote(String password) {
        return new HttpSchemaRegistry(
                RegistryConfig.from(
                        Map.of(
                                RegistryConfig.URL,
                                endpoint.uri().toString(),
                                RegistryConfig.CREDENTIALS_SOURCE,
                                "USER_INFO",
                                RegistryConfig.USER_INFO,
                                "anyone:" + password)),
                RetryPolicy.DEFAULT);
    }

    private void produce(String key, String value) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<>(broker.clientConfig()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get(60, TimeUnit.SECONDS);
        }
    }

    private JsonNode get(String path) throws Exception {
        return ok(send("GET", path, "", TOKEN));
    }

    private JsonNode post(String path, String body) throws Exception {
        return ok(send("POST", path, body, TOKEN));
    }

    private JsonNode put(String path, String body) throws Exception {
        return ok(send("PUT", path, body, TOKEN));
    }

    private JsonNode delete(String path) throws Exception {
        return ok(send("DELETE", path, "", TOKEN));
    }

    private static JsonNode ok(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/vnd.schemaregistry.v1+json");
        return JSON.readTree(response.body());
    }

    private static void expect(JsonNode found, String expected) throws Exception {
        assertThat(found).isEqualTo(JSON.readTree(expected));
    }

    private static void expectFault(HttpResponse<String> response, int status, int errorCode)
            throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.path("error_code").asInt()).isEqualTo(errorCode);
        assertThat(body.path("message").asText()).isNotBlank();
    }

    private HttpResponse<String> send(String method, String path, String body, String password)
            throws Exception {
        String basic =
                Base64.getEncoder()
                        .encodeToString(("anyone:" + password).getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(endpoint.uri() + path))
                        .header("Authorization", "Basic " + basic)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
