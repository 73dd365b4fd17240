package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.tracker.IssueKeys;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What adapters make of bodies, under simple rules and before the real gate. */
final class Readings {

    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static final Gate GATE =
            new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));

    private Readings() {}

    /** Everything belongs to one product, main and master are protected, persons are shown. */
    static final Rules RULES =
            new Rules() {
                @Override
                public String connection() {
                    return "hook";
                }

                @Override
                public Optional<Product> product(String scope) {
                    return Optional.of(new Product("infusion-pump"));
                }

                @Override
                public String environment(String name) {
                    return name.equals("prod") ? "production-eu" : name;
                }

                @Override
                public boolean isProtected(String branch) {
                    return branch.equals("main") || branch.equals("master");
                }

                @Override
                public List<TrackerKey> trackerKeys(String text) {
                    return IssueKeys.DEFAULT.find(text).entrySet().stream()
                            .map(found -> new TrackerKey(found.getValue(), found.getKey()))
                            .toList();
                }

                @Override
                public String person(String login, Optional<String> name, Optional<String> mail) {
                    return "person:"
                            + (login.isEmpty() ? "without-account" : login.replaceAll("\\s", "_"));
                }
            };

    static Reading read(String format, Map<String, String> headers, String body) {
        return read(format, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reading read(String format, Map<String, String> headers, byte[] body) {
        return Adapters.of(format, Member.top(MissingNode.getInstance()))
                .orElseThrow()
                .read(new Delivery(headers, body, NOW), RULES);
    }

    /** The events of a reading, each admitted by the gate as it would be in a ledger. */
    static List<JsonNode> admitted(Reading reading) {
        assertThat(reading).as(reading.toString()).isInstanceOf(Reading.Events.class);
        List<JsonNode> events = new ArrayList<>();
        for (ObjectNode event : ((Reading.Events) reading).events()) {
            Admission admission =
                    GATE.admit(
                            event,
                            new Submission("hook.hook", "hooks/test", Optional.empty()),
                            NOW);
            assertThat(admission)
                    .as("%s%n%s", event.toPrettyString(), admission)
                    .isInstanceOf(Admission.Accepted.class);
            events.add(event);
        }
        return events;
    }

    /** {@code type at subject}, and a line per link. */
    static List<String> lines(Reading reading) {
        return admitted(reading).stream()
                .map(
                        event ->
                                "%s %s %s %s"
                                        .formatted(
                                                event.path("type").asText(),
                                                event.path("occurredAt").asText(),
                                                event.at("/subject/type").asText(),
                                                event.at("/subject/id").asText()))
                .toList();
    }

    static List<String> links(JsonNode event) {
        List<String> links = new ArrayList<>();
        event.path("links")
                .forEach(
                        link ->
                                links.add(
                                        "%s %s %s %s"
                                                .formatted(
                                                        link.path("relation").asText(),
                                                        link.at("/to/type").asText(),
                                                        link.at("/to/id").asText(),
                                                        link.path("strength").asText())));
        return links;
    }
}
