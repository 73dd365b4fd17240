package dev.goldthread.api.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.gate.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What tests ask of readings, and of the gate behind them. */
public final class Readings {

    public static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static final Gate GATE =
            new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));

    private Readings() {}

    public static Delivery delivery(String body, Map<String, String> headers) {
        return delivery(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static Delivery delivery(byte[] body, Map<String, String> headers) {
        return new Delivery(headers, body, NOW);
    }

    public static Delivery json(String body) {
        return delivery(body, Map.of("Content-Type", "application/json"));
    }

    /** The events, each of which the gate admits. */
    public static List<ObjectNode> admitted(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Events.class);
        List<ObjectNode> events = ((Reading.Events) reading).events();
        for (ObjectNode event : events) {
            assertThat(GATE.admit(event, new Submission("ci", "webhook", Optional.empty()), NOW))
                    .as("%s", event)
                    .isInstanceOf(Gate.Admission.Accepted.class);
        }
        return events;
    }

    public static ObjectNode onlyAdmitted(Reading reading) {
        List<ObjectNode> events = admitted(reading);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    public static Reading.Unmapped unmapped(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Unmapped.class);
        return (Reading.Unmapped) reading;
    }

    public static Violation refused(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).violations().getFirst();
    }

    /** {@code relation → Type id STRENGTH} of every link, in order. */
    public static List<String> links(ObjectNode event) {
        return Stream.iterate(0, i -> i < event.path("links").size(), i -> i + 1)
                .map(i -> event.path("links").get(i))
                .map(
                        link ->
                                "%s → %s %s %s"
                                        .formatted(
                                                link.path("relation").asText(),
                                                link.at("/to/type").asText(),
                                                link.at("/to/id").asText(),
                                                link.path("strength").asText("DECLARED")))
                .toList();
    }

    public static String text(JsonNode event, String pointer) {
        return event.at(pointer).asText();
    }

    /** Payloads of real tools, where they lie beside the project. */
    public static Stream<Path> samples(String kind) {
        return Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared").resolve("samples").resolve(kind))
                .filter(Files::isDirectory)
                .limit(1)
                .flatMap(Readings::files)
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
