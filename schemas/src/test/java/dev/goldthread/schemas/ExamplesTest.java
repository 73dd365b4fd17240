package dev.goldthread.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** That the examples are all there; whether each is valid is the gate's test, which posts them. */
class ExamplesTest {

    private static final Set<String> RULES =
            Set.of(
                    "unknown-member",
                    "missing",
                    "wrong-type",
                    "blank",
                    "too-long",
                    "unknown-symbol",
                    "id-form",
                    "unknown-event-type",
                    "unknown-node-type",
                    "wrong-subject",
                    "unknown-relation",
                    "relation-not-allowed",
                    "wrong-target",
                    "required-link",
                    "count-too-low",
                    "reason-required",
                    "occurred-in-future",
                    "product-form",
                    "time-form",
                    "pointer-form",
                    "range",
                    "too-few",
                    "too-large",
                    "gate-member",
                    "duplicate-member");

    private final JsonNode eventTypes = Resources.vocabulary().get("eventTypes");

    @Test
    void thereIsOneValidExamplePerEventTypeAndNoOther() throws IOException {
        assertThat(slugs("valid")).isEqualTo(Resources.names(eventTypes, "type"));
    }

    /** Full examples: they show, and let tests exercise, all there is to say. */
    @Test
    void validExamplesUseEveryFieldOfTheirRecord() {
        Schema data = Resources.eventSchema().getField("data").schema();
        for (JsonNode row : eventTypes) {
            String type = row.get("type").asText();
            Schema record = data.getTypes().get(data.getIndexNamed(fullName(row)));
            JsonNode example = Resources.json("examples/valid/" + type + ".json");

            assertThat(example.get("type").asText()).isEqualTo(type);
            assertThat(example.get("data").fieldNames())
                    .toIterable()
                    .as(type)
                    .containsExactlyInAnyOrderElementsOf(
                            record.getFields().stream().map(Schema.Field::name).toList());
        }
    }

    @Test
    void validExamplesHaveIdsOfTheirOwn() throws IOException {
        List<String> ids =
                slugs("valid").stream()
                        .map(slug -> Resources.json("examples/valid/" + slug + ".json"))
                        .map(example -> example.get("id").asText())
                        .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void everyRuleHasAnInvalidExample() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (String slug : slugs("invalid")) {
            JsonNode example = Resources.json("examples/invalid/" + slug + ".json");
            JsonNode expect = example.get("expect");
            rules.add(expect.get("rule").asText());

            assertThat(example.has("event") ^ example.has("eventText")).as(slug).isTrue();
            assertThat(expect.has("field") ^ expect.has("fieldStartsWith")).as(slug).isTrue();
            assertThat(example.get("about").asText()).as(slug).isNotBlank();
        }
        assertThat(rules).containsExactlyInAnyOrderElementsOf(RULES);
    }

    private static String fullName(JsonNode row) {
        return "dev.goldthread.event." + row.get("data").asText();
    }

    private static Set<String> slugs(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples", folder))) {
            Set<String> slugs = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .forEach(name -> slugs.add(name.replaceFirst("\\.json$", "")));
            return slugs;
        }
    }
}
