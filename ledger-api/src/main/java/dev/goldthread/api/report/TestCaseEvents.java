package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Cases whose properties say what they verify, as {@code testcase.recorded}. The link is DECLARED:
 * the report states it, nobody saw it come about.
 *
 * @param key what the events' ids start with
 */
record TestCaseEvents(String key, ReportQuery query, Instant occurredAt, Evidence evidence) {

    private static final int TITLE_LENGTH_MAX = 500;

    List<ObjectNode> of(List<TestResult> results) {
        List<ObjectNode> events = new ArrayList<>();
        for (TestResult result : results) {
            if (!result.facts().verifies().isEmpty()) {
                events.add(event(result, events.size() + 1));
            }
        }
        return events;
    }

    private ObjectNode event(TestResult result, int number) {
        ObjectNode event =
                ReportEvent.envelope(
                        "%s-case-%d".formatted(key, number),
                        "testcase.recorded",
                        "junit",
                        query,
                        occurredAt,
                        evidence);
        TestFacts facts = result.facts();
        event.set("subject", ReportEvent.node("TestCase", result.testCase()));
        ArrayNode links = event.putArray("links");
        for (TestFacts.Verified verified : facts.verifies()) {
            ObjectNode link =
                    ReportEvent.declared(
                            "verifies", ReportEvent.node(verified.type(), verified.id()));
            verified.revision().ifPresent(revision -> link.put("revision", revision));
            links.add(link);
        }
        event.putObject("data")
                .put("revision", facts.revision().orElseThrow())
                .put("title", title(facts.title().orElse(result.name())))
                .put("level", facts.level().orElseThrow().name())
                .put("purpose", "VERIFICATION")
                .put("execution", "AUTOMATED");
        return event;
    }

    private static String title(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > TITLE_LENGTH_MAX ? line.substring(0, TITLE_LENGTH_MAX) : line;
    }
}
