package dev.goldthread.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.gate.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the tests of the adapters share. */
public final class Reports {

    public static final String IMAGE = "sha256:" + "ab".repeat(32);
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private Reports() {}

    public static ReportQuery common(Optional<Instant> occurredAt) {
        return new ReportQuery(
                new Product("pump"), "ci", Optional.of("https://ci.example.org"), occurredAt);
    }

    static JUnitReport.Query junit(String... tests) {
        return new JUnitReport.Query(
                common(Optional.of(Instant.parse("2026-02-01T10:00:00Z"))),
                List.of(tests),
                Optional.empty(),
                Optional.empty());
    }

    static CycloneDxReport.Query cycloneDx(Optional<String> artifact) {
        return new CycloneDxReport.Query(
                common(Optional.of(Instant.parse("2026-02-01T10:00:00Z"))), artifact);
    }

    public static List<ObjectNode> events(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    public static ObjectNode event(Reading reading) {
        assertThat(events(reading)).hasSize(1);
        return events(reading).getFirst();
    }

    public static Violation refused(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).violations().getFirst();
    }

    /** What the gate says of every event of a reading. */
    public static void assertAdmitted(Reading reading) {
        Gate gate =
                new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
        Submission submission = new Submission("ci", "report", Optional.empty());
        for (ObjectNode event : events(reading)) {
            assertThat(gate.admit(event, submission, NOW))
                    .as("%s", event)
                    .isInstanceOf(Gate.Admission.Accepted.class);
        }
    }

    /** The outcome of every case, by its id. */
    static Map<String, String> outcomes(Reading reading) {
        Map<String, String> outcomes = new TreeMap<>();
        events(reading)
                .forEach(
                        event ->
                                linked(event, "executes")
                                        .forEach(
                                                link ->
                                                        outcomes.put(
                                                                link.at("/to/id").textValue(),
                                                                link.get("outcome").textValue())));
        return outcomes;
    }

    public static List<JsonNode> linked(ObjectNode event, String relation) {
        List<JsonNode> links = new ArrayList<>();
        event.get("links")
                .forEach(
                        link -> {
                            if (link.get("relation").textValue().equals(relation)) {
                                links.add(link);
                            }
                        });
        return links;
    }

    /** Reports of real tools, where they lie beside the project. */
    static Stream<Path> samples(String kind) {
        return Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared").resolve("samples").resolve(kind))
                .filter(Files::isDirectory)
                .limit(1)
                .flatMap(Reports::files)
                .filter(file -> !file.getFileName().toString().equals("SOURCES.txt"))
                .sorted();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
