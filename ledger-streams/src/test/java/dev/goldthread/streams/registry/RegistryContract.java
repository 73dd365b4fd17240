package dev.goldthread.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Confluent's "Schema Registry API Reference" as tests, asked with Confluent's own client; what
 * that client cannot say is asked over plain HTTP. A registry that differs says so in {@link
 * #differences}, and is held to that.
 */
abstract class RegistryContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String V1 = "application/vnd.schemaregistry.v1+json";

    private HttpClient http;
    private RestService rest;

    private String subject = "";
    private String one = "";
    private String compatible = "";
    private String incompatible = "";

    abstract String url();

    /** Headers that every request needs. */
    abstract Map<String, String> headers();

    /** Calls with another outcome than the documented one. */
    abstract Map<Documented, String> differences();

    @BeforeEach
    void connect(TestInfo test) {
        http = HttpClient.newHttpClient();
        rest = new RestService(url());
        rest.setHttpHeaders(headers());
        String name = test.getTestMethod().orElseThrow().getName();
        subject = name + "-value";
        one =
                "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}"
                        .formatted(name);
        compatible = one.replace("}]}", "},{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");
        incompatible = one.replace("}]}", "},{\"name\":\"b\",\"type\":\"int\"}]}");
    }

    @AfterEach
    void putBack() throws Exception {
        rest.setMode("READWRITE");
        rest.deleteConfig(null);
        http.close();
    }

    @Test
    void registers() throws Exception {
        int id = rest.registerSchema(one, subject);

        assertThat(id).isPositive();
        assertThat(rest.registerSchema(one, subject)).isEqualTo(id);
        assertThat(rest.registerSchema(one, "second-" + subject)).isEqualTo(id);
        assertThat(rest.registerSchema(compatible, subject)).isGreaterThan(id);
        assertThat(rest.getAllVersions(subject)).containsExactly(1, 2);
        assertThat(rest.getAllSubjects()).contains(subject, "second-" + subject);
    }

    @Test
    void readsBack() throws Exception {
        int id = rest.registerSchema(one, subject);
        rest.registerSchema(one, "second-" + subject);
        int next = rest.registerSchema(compatible, subject);

        assertThat(rest.getId(id).getSchemaString()).isEqualTo(one);
        assertThat(JSON.readTree(rest.getOnlySchemaById(id))).isEqualTo(JSON.readTree(one));
        expectVersion(rest.getVersion(subject, 1), 1, id, one);
        expectVersion(rest.getLatestVersion(subject), 2, next, compatible);
        assertThat(get("/subjects/" + subject + "/versions/latest/schema"))
                .isEqualTo(JSON.readTree(compatible));
        assertThat(rest.getAllSubjectsById(id))
                .containsExactlyInAnyOrder(subject, "second-" + subject);
        assertThat(rest.getAllVersionsById(id))
                .extracting(each -> each.getSubject() + " " + each.getVersion())
                .containsExactlyInAnyOrder(subject + " 1", "second-" + subject + " 1");
        assertThat(get("/subjects/" + subject + "/versions/1/referencedby")).isEmpty();
        assertThat(rest.getSchemaTypes()).contains("AVRO");
        expect(Documented.CONTEXTS, rest::getAllContexts);
    }

    private void expectVersion(Schema found, int version, int id, String text) {
        assertThat(found.getSubject()).isEqualTo(subject);
        assertThat(found.getVersion()).isEqualTo(version);
        assertThat(found.getId()).isEqualTo(id);
        assertThat(found.getSchema()).isEqualTo(text);
    }

    @Test
    void looksUp() throws Exception {
        int id = rest.registerSchema(one, subject);

        expectVersion(rest.lookUpSubjectVersion(one, subject), 1, id, one);
        expect(
                Documented.LOOK_UP_UNKNOWN_SCHEMA,
                () -> rest.lookUpSubjectVersion(compatible, subject));
        expect(Documented.UNKNOWN_SUBJECT, () -> rest.lookUpSubjectVersion(one, "none"));
    }

    @Test
    void namesWhatIsNotThere() throws Exception {
        rest.registerSchema(one, subject);

        expect(Documented.UNKNOWN_SUBJECT, () -> rest.getAllVersions("none"));
        expect(Documented.UNKNOWN_SUBJECT, () -> rest.getLatestVersion("none"));
        expect(Documented.UNKNOWN_VERSION, () -> rest.getVersion(subject, 7));
        expect(Documented.UNKNOWN_ID, () -> rest.getId(77_777));
        expect(Documented.VERSION_ZERO, () -> rest.getVersion(subject, 0));
        expect(
                Documented.VERSION_IN_WORDS,
                () -> status("GET", "/subjects/" + subject + "/versions/first", ""));
    }

    @Test
    void refusesWhatIsNoSchema() {
        String versions = "/subjects/" + subject + "/versions";

        expect(
                Documented.INVALID_SCHEMA,
                () -> rest.registerSchema("{\"type\":\"nothing\"}", subject));
        expect(Documented.NO_SCHEMA, () -> status("POST", versions, "{}"));
        expect(Documented.BODY_NOT_JSON, () -> status("POST", versions, "{"));
    }

    @Test
    void refusesWhatIsIncompatible() throws Exception {
        rest.registerSchema(one, subject);
        rest.updateCompatibility("BACKWARD_TRANSITIVE", subject);

        expect(Documented.INCOMPATIBLE, () -> rest.registerSchema(incompatible, subject));
        assertThat(rest.getAllVersions(subject)).containsExactly(1);
        rest.updateCompatibility("NONE", subject);
        assertThat(rest.registerSchema(incompatible, subject)).isPositive();
    }

    @Test
    void testsCompatibility() throws Exception {
        rest.registerSchema(one, subject);
        rest.updateCompatibility("BACKWARD", subject);

        assertThat(rest.testCompatibility(compatible, subject, "latest")).isEmpty();
        assertThat(rest.testCompatibility(compatible, subject, true)).isEmpty();
        for (String path : List.of("/versions/latest", "/versions/1", "/versions")) {
            JsonNode verdict = compatibility(path, incompatible);
            assertThat(verdict.path("is_compatible").asBoolean(true)).as(path).isFalse();
        }
        expect(
                Documented.CONFLICT_MESSAGES,
                () ->
                        compatibility("/versions/latest?verbose=true", incompatible)
                                        .path("messages")
                                        .isEmpty()
                                ? "absent"
                                : "present");
        expect(Documented.UNKNOWN_VERSION, () -> rest.testCompatibility(compatible, subject, "9"));
    }

    private JsonNode compatibility(String path, String schema) throws Exception {
        String body = JSON.createObjectNode().put("schema", schema).toString();
        HttpResponse<String> response =
                send("POST", "/compatibility/subjects/" + subject + path, body, V1, V1);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    @Test
    void keepsLevels() throws Exception {
        rest.registerSchema(one, subject);

        expect(Documented.GLOBAL_LEVEL_AT_FIRST, () -> level(null));
        expect(Documented.LEVEL_OF_SUBJECT_WITHOUT, () -> level(subject));
        assertThat(rest.updateCompatibility("FULL", null).getCompatibilityLevel())
                .isEqualTo("FULL");
        assertThat(level(null)).isEqualTo("FULL");
        assertThat(rest.getConfig(Map.of(), subject, true).getCompatibilityLevel())
                .isEqualTo("FULL");
        rest.updateCompatibility("FORWARD_TRANSITIVE", subject);
        assertThat(level(subject)).isEqualTo("FORWARD_TRANSITIVE");
        assertThat(rest.deleteConfig(subject).getCompatibilityLevel())
                .isEqualTo("FORWARD_TRANSITIVE");
        assertThat(rest.getConfig(Map.of(), subject, true).getCompatibilityLevel())
                .isEqualTo("FULL");
        expect(
                Documented.DELETE_LEVEL_OF_SUBJECT_WITHOUT,
                () -> rest.deleteConfig(subject).getCompatibilityLevel());
        rest.deleteConfig(null);
        expect(Documented.GLOBAL_LEVEL_AT_FIRST, () -> level(null));
        expect(Documented.UNKNOWN_LEVEL, () -> rest.updateCompatibility("SOME", subject));
    }

    private String level(String ofSubject) throws Exception {
        return rest.getConfig(ofSubject).getCompatibilityLevel();
    }

    @Test
    void keepsModes() throws Exception {
        int id = rest.registerSchema(one, subject);

        assertThat(rest.getMode().getMode()).isEqualTo("READWRITE");
        expect(Documented.MODE_OF_SUBJECT_WITHOUT, () -> rest.getMode(subject).getMode());
        assertThat(rest.setMode("READONLY").getMode()).isEqualTo("READONLY");
        assertThat(rest.getMode(subject, true).getMode()).isEqualTo("READONLY");
        expect(
                Documented.REGISTER_WHEN_READ_ONLY,
                () -> rest.registerSchema(compatible, subject) > id ? "registered" : "known");
        assertThat(rest.getId(id).getSchemaString()).isEqualTo(one);
        rest.setMode("READWRITE");
        assertThat(rest.registerSchema(compatible, subject)).isGreaterThan(id);
        expect(Documented.UNKNOWN_MODE, () -> rest.setMode("SOMETIMES"));
    }

    @Test
    void deletesVersions() throws Exception {
        int id = rest.registerSchema(one, subject);
        rest.registerSchema(compatible, subject);

        expect(
                Documented.DELETE_VERSION_FOR_GOOD_FIRST,
                () -> rest.deleteSchemaVersion(Map.of(), subject, "1", true));
        assertThat(rest.deleteSchemaVersion(Map.of(), subject, "1")).isEqualTo(1);
        assertThat(rest.getAllVersions(subject)).containsExactly(2);
        assertThat(rest.getAllVersions(Map.of(), subject, true)).containsExactly(1, 2);
        expect(Documented.UNKNOWN_VERSION, () -> rest.getVersion(subject, 1));
        expectVersion(rest.getVersion(subject, 1, true), 1, id, one);
        assertThat(rest.getId(id).getSchemaString()).isEqualTo(one);
        expect(
                Documented.DELETE_VERSION_TWICE,
                () -> rest.deleteSchemaVersion(Map.of(), subject, "1"));
        expect(
                Documented.DELETE_VERSION_FOR_GOOD,
                () -> rest.deleteSchemaVersion(Map.of(), subject, "1", true));
        expect(Documented.UNKNOWN_VERSION, () -> rest.deleteSchemaVersion(Map.of(), subject, "9"));
        assertThat(rest.deleteSchemaVersion(Map.of(), subject, "latest")).isEqualTo(2);
    }

    @Test
    void deletesSubjects() throws Exception {
        int id = rest.registerSchema(one, subject);

        expect(
                Documented.DELETE_SUBJECT_FOR_GOOD_FIRST,
                () -> rest.deleteSubject(Map.of(), subject, true));
        assertThat(rest.deleteSubject(Map.of(), subject)).containsExactly(1);
        assertThat(rest.getAllSubjects()).doesNotContain(subject);
        assertThat(rest.getAllSubjects(true)).contains(subject);
        assertThat(rest.getId(id).getSchemaString()).isEqualTo(one);
        expect(Documented.UNKNOWN_SUBJECT, () -> rest.getAllVersions(subject));
        expect(Documented.DELETE_SUBJECT_TWICE, () -> rest.deleteSubject(Map.of(), subject));
        expect(
                Documented.DELETE_SUBJECT_FOR_GOOD,
                () -> rest.deleteSubject(Map.of(), subject, true));
        expect(Documented.UNKNOWN_SUBJECT, () -> rest.deleteSubject(Map.of(), "none"));
    }

    @Test
    void givesAHiddenSchemaItsOldIdAndANewVersion() throws Exception {
        int id = rest.registerSchema(one, subject);
        rest.deleteSubject(Map.of(), subject);

        assertThat(rest.registerSchema(one, subject)).isEqualTo(id);
        assertThat(rest.getAllVersions(subject)).containsExactly(2);
    }

    @Test
    void listsSubjectsByPrefix() throws Exception {
        rest.registerSchema(one, subject);
        rest.registerSchema(one, "other-" + subject);

        expect(
                Documented.SUBJECTS_BY_PREFIX,
                () ->
                        rest.getAllSubjects("lists", false).equals(List.of(subject))
                                ? "only those"
                                : "all");
    }

    @Test
    void answersInTheFormThatIsAskedFor() {
        expect(Documented.TYPE_FOR_VND_V1, () -> type(V1));
        expect(Documented.TYPE_FOR_VND, () -> type("application/vnd.schemaregistry+json"));
        expect(Documented.TYPE_FOR_JSON, () -> type("text/html;q=0.9, application/json"));
        expect(Documented.TYPE_FOR_ANYTHING, () -> type("*/*"));
        expect(
                Documented.ACCEPT_HTML,
                () -> send("GET", "/subjects", "", "text/html", V1).statusCode());
        expect(
                Documented.SEND_TEXT,
                () -> send("POST", "/subjects/x", "{}", V1, "text/plain").statusCode());
    }

    private String type(String accept) throws Exception {
        return send("GET", "/subjects", "", accept, V1)
                .headers()
                .firstValue("Content-Type")
                .orElse("none")
                .split(";", 2)[0];
    }

    @Test
    void servesTheClientThatSerializersUse() throws Exception {
        SchemaRegistryClient client = new CachedSchemaRegistryClient(rest, 100);
        AvroSchema schema = new AvroSchema(one);

        int id = client.register(subject, schema);

        assertThat(client.getSchemaById(id)).isEqualTo(schema);
        assertThat(client.getId(subject, schema)).isEqualTo(id);
        assertThat(client.getVersion(subject, schema)).isEqualTo(1);
        assertThat(client.getAllVersions(subject)).containsExactly(1);
        SchemaMetadata latest = client.getLatestSchemaMetadata(subject);
        assertThat(latest.getId()).isEqualTo(id);
        assertThat(latest.getSchema()).isEqualTo(one);
        client.updateCompatibility(subject, "BACKWARD_TRANSITIVE");
        assertThat(client.getCompatibility(subject)).isEqualTo("BACKWARD_TRANSITIVE");
        assertThat(client.testCompatibility(subject, new AvroSchema(compatible))).isTrue();
        assertThat(client.testCompatibility(subject, new AvroSchema(incompatible))).isFalse();
        assertThat(client.deleteSchemaVersion(subject, "1")).isEqualTo(1);
    }

    private interface Call {
        Object outcome() throws Exception;
    }

    private void expect(Documented documented, Call call) {
        String expected = differences().getOrDefault(documented, documented.outcome);
        assertThat(outcome(call)).as(documented.name()).isEqualTo(expected);
    }

    private static String outcome(Call call) {
        try {
            return String.valueOf(call.outcome());
        } catch (RestClientException e) {
            return e.getStatus() + " " + e.getErrorCode();
        } catch (Exception e) {
            throw new AssertionError("no registry's answer", e);
        }
    }

    private String status(String method, String path, String body) throws Exception {
        HttpResponse<String> response = send(method, path, body, V1, V1);
        JsonNode answer =
                response.body().startsWith("{")
                        ? JSON.readTree(response.body())
                        : JSON.createObjectNode();
        return (response.statusCode() + " " + answer.path("error_code").asText("")).strip();
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(send("GET", path, "", V1, V1).body());
    }

    private HttpResponse<String> send(
            String method, String path, String body, String accept, String contentType)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Accept", accept)
                        .header("Content-Type", contentType)
                        .method(method, BodyPublishers.ofString(body));
        headers().forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
