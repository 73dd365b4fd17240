package dev.goldthread.api.adapter.standard;

import static dev.goldthread.api.adapter.standard.PumpRules.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.standard.Corpus.Expectation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Public payloads of every format, where they lie beside the project, and hostile ones of our own.
 */
class CorpusTest {

    private static final List<String> FOLDERS =
            List.of(
                    "cloudevents",
                    "cdevents",
                    "in-toto",
                    "dsse",
                    "sigstore",
                    "eiffel",
                    "openlineage");

    private static Stream<Path> files() {
        // Where there are no samples, one that is not there stands for them.
        List<Path> files = FOLDERS.stream().flatMap(Readings::samples).toList();
        return files.isEmpty() ? Stream.of(Path.of("none")) : files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everySampleComesOutAsItsSpecificationSays(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String name = file.getParent().getFileName() + "/" + file.getFileName();
        Expectation expected = expectation(name);
        Delivery delivery = delivery(file, expected.adapter());
        Reading reading = Corpus.adapter(expected.adapter()).read(delivery, PUMP);
        switch (reading) {
            case Reading.Events _ ->
                    assertThat(
                                    "events "
                                            + Readings.admitted(reading).stream()
                                                    .map(event -> Readings.text(event, "/type"))
                                                    .distinct()
                                                    .sorted()
                                                    .collect(Collectors.joining(" ")))
                            .as(name)
                            .isEqualTo(expected.outcome());
            case Reading.Unmapped(String kind, String because) -> {
                assertThat("unmapped " + kind).as(name).isEqualTo(expected.outcome());
                assertThat(because).isNotBlank();
            }
            case Reading.Refused(var violations) ->
                    assertThat(("refused " + violations.getFirst().field()).strip())
                            .as("%s: %s", name, violations)
                            .isEqualTo(expected.outcome());
        }
    }

    /**
     * OpenLineage's samples are templates of its own tests and single facets: no run ids, no times.
     */
    private static Expectation expectation(String name) {
        Expectation expected = Corpus.expected().get(name);
        if (expected == null && name.startsWith("openlineage/")) {
            return new Expectation(
                    "openlineage",
                    name.contains("pyspark") && NO_RUN.stream().noneMatch(name::contains)
                            ? "refused /run/runId"
                            : "refused /run");
        }
        assertThat(expected).as("a line in Corpus for %s", name).isNotNull();
        return expected;
    }

    /** Templates without even a run. */
    private static final List<String> NO_RUN =
            List.of(
                    "CLLStart",
                    "CreateTableStart",
                    "LoadComplete",
                    "V2AppendData",
                    "V2CreateTable",
                    "V2DeleteMor",
                    "V2DropTable",
                    "V2Merge",
                    "V2Replace",
                    "V2UpdateCow",
                    "WriteDeltaTableVersion");

    private static Delivery delivery(Path file, String adapter) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!adapter.equals("cloudevents")) {
            return Readings.delivery(bytes, Map.of("content-type", "application/json"));
        } else if (file.toString().endsWith(".json")) {
            boolean isBatch = new String(bytes, StandardCharsets.UTF_8).strip().startsWith("[");
            return Readings.delivery(
                    bytes,
                    Map.of(
                            "content-type",
                            isBatch
                                    ? "application/cloudevents-batch+json"
                                    : "application/cloudevents+json"));
        }
        return message(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Headers up to the first empty line, then the body. */
    private static Delivery message(String text) {
        Map<String, String> headers = new HashMap<>();
        String[] parts = text.split("\n\r?\n", 2);
        parts[0].lines()
                .filter(line -> line.matches("[A-Za-z-]+: .*"))
                .forEach(line -> headers.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        return Readings.delivery(parts.length == 1 ? "" : parts[1], headers);
    }

    @Test
    void noAdapterThrowsWhateverComes() {
        List<byte[]> hostile =
                List.of(
                        new byte[0],
                        "null".getBytes(StandardCharsets.UTF_8),
                        "[]".getBytes(StandardCharsets.UTF_8),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        "\"text\"".getBytes(StandardCharsets.UTF_8),
                        "[".repeat(10_000).getBytes(StandardCharsets.UTF_8),
                        "{\"a\":".repeat(10_000).getBytes(StandardCharsets.UTF_8),
                        "{\"context\": {\"id\": 1, \"id\": 2}}".getBytes(StandardCharsets.UTF_8),
                        ("{\"meta\": {\"time\": 1" + "0".repeat(90) + "}}")
                                .getBytes(StandardCharsets.UTF_8),
                        ("{\"meta\": {\"time\": 1e999999999}}").getBytes(StandardCharsets.UTF_8),
                        "{\"ü\": 1}".getBytes(StandardCharsets.UTF_16),
                        "{\"ü\": 1}".getBytes(StandardCharsets.ISO_8859_1),
                        new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0});
        List<Map<String, String>> headers =
                List.of(
                        Map.of(),
                        Map.of("content-type", "application/json"),
                        Map.of("content-type", "application/jsonl"),
                        Map.of("content-type", "application/cloudevents+json"),
                        Map.of("content-type", "application/cloudevents-batch+json"),
                        Map.of(
                                "content-type", "application/json",
                                "ce-id", "1",
                                "ce-source", "/a",
                                "ce-specversion", "1.0",
                                "ce-type", "dev.cdevents.build.finished.0.1.0"));
        for (Adapter adapter : Corpus.ADAPTERS) {
            for (Map<String, String> each : headers) {
                for (byte[] body : hostile) {
                    assertThat(adapter.read(Readings.delivery(body, each), PUMP))
                            .as("%s %s", adapter.name(), each)
                            .isNotInstanceOf(Reading.Events.class);
                }
            }
        }
    }
}
