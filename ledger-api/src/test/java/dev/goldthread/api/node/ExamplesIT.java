package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.core.event.EventCodec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every example of module schemas, through the whole ledger. */
class ExamplesIT extends BesideANode {

    @Test
    void everyValidOneIsSealed() throws Exception {
        Map<String, String> examples = examples("valid");
        assertThat(examples).isNotEmpty();

        Answer answer = http.post("[" + String.join(",", examples.values()) + "]");

        assertThat(answer.json().get("refused").asInt()).as(answer.body()).isZero();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("results")).hasSize(examples.size());
        theirConditionWaitsUntilItIsFulfilled();
    }

    /** The approval of the examples requires one, which was fulfilled a day later. */
    private static void theirConditionWaitsUntilItIsFulfilled() throws Exception {
        String product = "/v1/products/infusion-pump/";
        String before = "?validAt=2026-02-25T12:00:00Z";
        JsonNode waiting = condition(http.get(product + "pending" + before).json().at("/pending"));
        assertThat(waiting.path("dueAt").asText()).isEqualTo("2026-02-28T00:00:00Z");
        assertThat(waiting.path("overdue").asBoolean()).isFalse();

        String approvals = product + "releases/7.2.4/approvals";
        JsonNode open = http.get(approvals + before).json().at("/decisions/0/conditions/0");
        assertThat(open.path("id").asText()).isEqualTo("COND-5");
        assertThat(open.path("statement").asText()).startsWith("Staff of the pilot sites");
        assertThat(open.path("dueAt").asText()).isEqualTo("2026-02-28T00:00:00Z");
        assertThat(open.has("fulfilledAt")).isFalse();
        assertThat(http.get(approvals).json().findValuesAsText("fulfilledAt"))
                .containsOnly("2026-02-26T09:00:00Z");
        assertThat(command("approvals", "infusion-pump", "7.2.4"))
                .contains("What has to be done before they hold", "fulfilled 2026-02-26 09:00 UTC");
    }

    private static JsonNode condition(JsonNode pending) {
        return pending.valueStream()
                .filter(item -> item.at("/node/type").asText().equals("Condition"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyInvalidOneIsRefusedAsItSaysAndFoundAgain() throws Exception {
        Map<String, String> examples = examples("invalid");
        assertThat(examples).isNotEmpty();
        for (Map.Entry<String, String> file : examples.entrySet()) {
            JsonNode example = LedgerHttp.JSON.readTree(file.getValue());

            Answer answer = http.post(submitted(example));

            assertThat(answer.status()).as(file.getKey() + answer.body()).isEqualTo(422);
            JsonNode expect = example.get("expect");
            JsonNode result = answer.json().at("/results/0");
            JsonNode violation = result.at("/problem/violations/0");
            assertThat(violation.get("rule").asText())
                    .as(file.getKey())
                    .isEqualTo(expect.get("rule").asText());
            assertThat(violation.get("field").asText())
                    .as(file.getKey())
                    .startsWith(
                            expect.path("field").asText(expect.path("fieldStartsWith").asText()));
            if (result.has("id") && result.has("product")) {
                assertFound(file.getKey(), result, expect.get("rule").asText());
            }
        }
    }

    private static void assertFound(String file, JsonNode result, String rule) throws Exception {
        String path =
                "/v1/products/%s/refusals?id=%s"
                        .formatted(
                                encoded(result.get("product").asText()),
                                encoded(result.get("id").asText()));
        long deadline = System.nanoTime() + 120_000_000_000L;
        JsonNode refusals = http.get(path).json().path("refusals");
        while (refusals.isEmpty()) {
            assertThat(System.nanoTime())
                    .as("%s is not found at %s", file, path)
                    .isLessThan(deadline);
            refusals = http.get(path).json().path("refusals");
        }
        assertThat(refusals.get(0).get("rule").asText()).as(file).isEqualTo(rule);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String submitted(JsonNode example) {
        if (example.has("eventText")) {
            return example.get("eventText").textValue();
        }
        ObjectNode event = example.get("event").deepCopy();
        if (example.path("make").asText().equals("too-large")) {
            event.put("reason", "x".repeat(EventCodec.BODY_BYTES_MAX));
        }
        return event.toString();
    }

    /** Text by file name; the examples lie in a folder or in a jar, as the build has it. */
    private static Map<String, String> examples(String folder) throws Exception {
        URI uri =
                Objects.requireNonNull(
                                ExamplesIT.class.getResource(
                                        "/dev/goldthread/schemas/examples/" + folder))
                        .toURI();
        if (uri.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return read(Path.of(uri));
            }
        }
        return read(Path.of(uri));
    }

    private static Map<String, String> read(Path folder) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json")).toList();
        }
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files) {
            texts.put(file.getFileName().toString(), Files.readString(file));
        }
        return texts;
    }
}
