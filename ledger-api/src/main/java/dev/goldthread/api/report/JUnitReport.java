package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.TestResult.Outcome;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JUnit XML report as {@code testrun.finished}: every case with its outcome, and what it ran on;
 * and as {@code testcase.recorded} for cases whose properties say which requirement they verify.
 * Stateless, safe for any thread.
 */
public final class JUnitReport {

    /** More cases than this go into another event of the same run. */
    static final int CASES_PER_PART = 500;

    /** Keeps an event with long ids well below the gate's limit of 512 KiB. */
    private static final int ID_LENGTH_PER_PART = 150_000;

    private static final String TOOL = "junit";
    private static final String MEDIA_TYPE = "application/xml";

    private JUnitReport() {}

    /**
     * How a JUnit report was sent.
     *
     * @param tests what it ran on: {@code sha256:<hex>}, {@code model:sha256:<hex>}, {@code
     *     commit:<sha>} or {@code build:<id>}; at least one, or the report is refused
     * @param environment where it ran
     * @param run id of the TestRun; made from the report when absent
     * @param cases what holds for the test cases where the report does not say it
     */
    public record Query(
            ReportQuery common,
            List<String> tests,
            Optional<String> environment,
            Optional<String> run,
            TestCaseDefaults cases) {
        public Query {
            tests = List.copyOf(tests);
        }

        public Query(
                ReportQuery common,
                List<String> tests,
                Optional<String> environment,
                Optional<String> run) {
            this(common, tests, environment, run, TestCaseDefaults.NONE);
        }
    }

    private record Period(Instant startedAt, Instant finishedAt) {}

    /** Reads the report; whatever is wrong with it is in the answer. */
    public static Reading read(byte[] body, Query query) {
        if (query.tests().isEmpty()) {
            return ReportEvent.refused(
                    "?tests",
                    "required-link",
                    "nothing",
                    "say what the tests ran on: tests=sha256:<digest>, commit:<sha> or build:<id>");
        }
        try {
            JUnitXml.Content content = JUnitXml.read(body);
            if (content.results().isEmpty()) {
                return ReportEvent.refused(
                        "",
                        "no-cases",
                        "no testcase",
                        "send a report with its cases; an empty set never passes");
            }
            Optional<Period> period = period(content, query);
            return period.isPresent()
                    ? events(body, content, period.get(), query)
                    : ReportEvent.refused(
                            "?occurredAt",
                            "missing",
                            "no timestamp in the report, none in the query",
                            "add occurredAt=<ISO 8601 time>");
        } catch (UnreadableException e) {
            return ReportEvent.refused(e);
        }
    }

    private static Optional<Period> period(JUnitXml.Content content, Query query) {
        return content.startedAt()
                .flatMap(started -> content.finishedAt().map(ended -> new Period(started, ended)))
                .or(
                        () ->
                                query.common()
                                        .occurredAt()
                                        .map(
                                                ended ->
                                                        new Period(
                                                                ended.minus(content.duration()),
                                                                ended)));
    }

    private static Reading events(byte[] body, JUnitXml.Content content, Period period, Query query)
            throws UnreadableException {
        List<String> about = new ArrayList<>(query.tests().stream().sorted().toList());
        query.environment().ifPresent(place -> about.add("in:" + place));
        query.run().ifPresent(run -> about.add("run:" + run));
        String key = ReportEvent.key(TOOL, body, about);
        Evidence evidence =
                new Evidence(Digest.sha256(body), MEDIA_TYPE, "junit-report.xml", body.length);
        List<TestResult> results = new ArrayList<>(content.results().size());
        for (TestResult result : content.results()) {
            results.add(query.cases().pin(result, query.tests()));
        }
        List<List<TestResult>> parts = parts(results);
        List<ObjectNode> events = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            ObjectNode event =
                    ReportEvent.envelope(
                            parts.size() == 1 ? key : "%s-%d".formatted(key, i + 1),
                            "testrun.finished",
                            TOOL,
                            query.common(),
                            period.finishedAt(),
                            evidence);
            event.set("subject", ReportEvent.node("TestRun", query.run().orElse(key)));
            event.set("links", links(event, parts.get(i), query));
            ObjectNode data = data(event.putObject("data"), content, period);
            data.putObject("part").put("number", i + 1).put("total", parts.size());
            events.add(event);
        }
        events.addAll(
                new TestCaseEvents(key, query.common(), period.finishedAt(), evidence).of(results));
        return Reading.of(events, evidence);
    }

    private static List<List<TestResult>> parts(List<TestResult> results) {
        List<List<TestResult>> parts = new ArrayList<>();
        List<TestResult> part = new ArrayList<>();
        int idLength = 0;
        for (TestResult result : results) {
            int length = result.testCase().length();
            if (part.size() == CASES_PER_PART || idLength + length > ID_LENGTH_PER_PART) {
                parts.add(part);
                part = new ArrayList<>();
                idLength = 0;
            }
            part.add(result);
            idLength += length;
        }
        parts.add(part);
        return parts;
    }

    private static ArrayNode links(ObjectNode event, List<TestResult> part, Query query) {
        ArrayNode links = event.arrayNode();
        for (TestResult result : part) {
            ObjectNode link =
                    ReportEvent.link("executes", ReportEvent.node("TestCase", result.testCase()));
            result.revision().ifPresent(revision -> link.put("revision", revision));
            links.add(link.put("outcome", result.outcome().name()));
        }
        query.tests().forEach(tested -> links.add(tested(tested)));
        query.environment()
                .ifPresent(
                        place ->
                                links.add(
                                        ReportEvent.link(
                                                "in", ReportEvent.node("Environment", place))));
        return links;
    }

    /** What has no known prefix is taken for an artifact; the gate then asks for its digest. */
    private static ObjectNode tested(String text) {
        if (text.startsWith("commit:")) {
            return ReportEvent.link(
                    "tests", ReportEvent.node("Commit", text.substring("commit:".length())));
        } else if (text.startsWith("build:")) {
            return ReportEvent.link(
                    "tests", ReportEvent.node("Build", text.substring("build:".length())));
        } else if (text.startsWith("model:")) {
            String digest = text.substring("model:".length());
            return ReportEvent.link("tests", ReportEvent.node("Model", digest))
                    .put("digest", digest);
        }
        return ReportEvent.link("tests", ReportEvent.node("Artifact", text)).put("digest", text);
    }

    private static ObjectNode data(ObjectNode data, JUnitXml.Content content, Period period) {
        data.put("outcome", runOutcome(content).name())
                .put("startedAt", period.startedAt().toString())
                .put("finishedAt", period.finishedAt().toString());
        data.putObject("counts")
                .put("passed", count(content, Outcome.PASSED))
                .put("failed", count(content, Outcome.FAILED))
                .put("errors", count(content, Outcome.ERROR) + content.suiteErrors())
                .put("skipped", count(content, Outcome.SKIPPED))
                .put("flaky", count(content, Outcome.FLAKY));
        return data;
    }

    /** A run is as good as its worst case, and an error outside the cases is one all the same. */
    private static Outcome runOutcome(JUnitXml.Content content) {
        return content.suiteErrors() > 0
                ? Outcome.ERROR
                : content.results().stream()
                        .map(TestResult::outcome)
                        .max(Outcome::compareTo)
                        .orElse(Outcome.SKIPPED);
    }

    private static int count(JUnitXml.Content content, Outcome outcome) {
        return (int)
                content.results().stream().filter(result -> result.outcome() == outcome).count();
    }
}
