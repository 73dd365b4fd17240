package dev.goldthread.api.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.demo.StoryFiles;
import dev.goldthread.api.demo.StoryFiles.Found;
import dev.goldthread.api.report.CycloneDxReport;
import dev.goldthread.api.report.JUnitReport;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.core.environment.EnvironmentHistory;
import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.environment.Environments;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventBody;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.core.trace.Differences;
import dev.goldthread.core.trace.HazardChains;
import dev.goldthread.core.trace.Matrix;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.core.trace.ProductHazards;
import dev.goldthread.core.trace.ProductionDeployments;
import dev.goldthread.core.trace.ReleaseApprovals;
import dev.goldthread.core.trace.ReleaseDifference;
import dev.goldthread.core.trace.ReleaseGaps;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.core.walk.TraceFilter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gate, adapters, graph and tracer without anything between them. */
final class LedgerInMemory {

    private static final Differences DIFFERENCES = new Differences(Vocabulary.GOLDTHREAD);

    static final Product PUMP = new Product("infusion-pump");

    /** After every due date of the story. */
    private static final Instant NOW = Instant.parse("2026-06-02T00:00:00Z");

    private final Gate gate =
            new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);
    private final TraceGraph graph = new TraceGraph();
    private long seq;

    void post(StoryFiles.File file) {
        URI uri = URI.create(file.post().replace("#", "%23"));
        List<JsonNode> events =
                switch (uri.getPath()) {
                    case "/v1/events" -> events(file);
                    case "/v1/reports/junit" -> junit(file, query(uri));
                    case "/v1/reports/cyclonedx" -> cycloneDx(file, query(uri));
                    default -> throw new IllegalArgumentException(file.post());
                };
        events.forEach(event -> admit(event, file));
    }

    private void admit(JsonNode event, StoryFiles.File file) {
        Submission submission = new Submission("story", "http", Optional.empty());
        Admission admission = gate.admit(event, submission, NOW);
        assertThat(admission)
                .as("%s: %s", file.name(), event)
                .isInstanceOf(Admission.Accepted.class);
        LedgerEntry.Content content =
                new LedgerEntry.Content.Decoded(
                        EventBody.of(((Admission.Accepted) admission).event()));
        assertThat(graph.apply(new LedgerEntry(PUMP, seq++, NOW, Digest.ZERO, content)).name())
                .as("%s states each event once", file.name())
                .isEqualTo("NEW");
    }

    private static List<JsonNode> events(StoryFiles.File file) {
        String text = new String(file.body(), StandardCharsets.UTF_8);
        List<JsonNode> events = new ArrayList<>();
        try {
            if (file.name().endsWith(".ndjson")) {
                for (String line : text.lines().toList()) {
                    events.add(StoryJson.JSON.readTree(line));
                }
                return events;
            }
            JsonNode json = StoryJson.JSON.readTree(text);
            return json.isArray() ? StoryJson.list(json) : List.of(json);
        } catch (IOException e) {
            throw new IllegalStateException(file.name() + ": " + e.getMessage(), e);
        }
    }

    private static List<JsonNode> junit(StoryFiles.File file, Map<String, String> query) {
        Reading reading =
                JUnitReport.read(
                        file.body(),
                        new JUnitReport.Query(
                                common(query),
                                List.of(query.get("tests")),
                                Optional.ofNullable(query.get("environment")),
                                Optional.ofNullable(query.get("run"))));
        return events(reading, file);
    }

    private static List<JsonNode> cycloneDx(StoryFiles.File file, Map<String, String> query) {
        Reading reading =
                CycloneDxReport.read(
                        file.body(),
                        new CycloneDxReport.Query(
                                common(query), Optional.ofNullable(query.get("artifact"))));
        return events(reading, file);
    }

    private static List<JsonNode> events(Reading reading, StoryFiles.File file) {
        assertThat(reading).as(file.name()).isInstanceOf(Reading.Events.class);
        return List.copyOf(((Reading.Events) reading).events());
    }

    private static ReportQuery common(Map<String, String> query) {
        return new ReportQuery(
                new Product(query.get("product")),
                "story",
                Optional.ofNullable(query.get("source")),
                Optional.empty());
    }

    private static Map<String, String> query(URI uri) {
        return Stream.of(uri.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    Trace release(String version) {
        return tracer.release(graph, PUMP, version).orElseThrow();
    }

    Trace digest(String digest) {
        return tracer.digest(graph, PUMP, digest).orElseThrow();
    }

    Trace impact(String type, String id) {
        return tracer.impact(graph, new NodeRef(PUMP, type, id), TraceFilter.NONE).orElseThrow();
    }

    Trace deployment(String id) {
        return tracer.deployment(graph, PUMP, id, TraceFilter.NONE).orElseThrow();
    }

    Matrix matrix(String version) {
        return tracer.matrix(graph, PUMP, version).orElseThrow();
    }

    ReleaseGaps gaps(String version) {
        return tracer.gaps(graph, PUMP, version).orElseThrow();
    }

    HazardChains hazards(String version) {
        return tracer.hazards(graph, PUMP, version).orElseThrow();
    }

    ReleaseApprovals approvals(String version) {
        return tracer.approvals(graph, PUMP, version).orElseThrow();
    }

    ReleaseDifference difference(String from, String to) {
        return DIFFERENCES.between(graph, PUMP, from, to).orElseThrow();
    }

    ArtifactUses uses(String digest) {
        return ArtifactUses.of(new NodeRef(PUMP, "Artifact", digest), graph);
    }

    ProductionDeployments deployments() {
        return ProductionDeployments.of(
                        graph, graph.nodes(), PUMP, all -> all, NodeAllowance.UNBOUNDED)
                .orElseThrow();
    }

    EnvironmentState environment(String name) {
        return environmentAt(name, AsOf.NOW);
    }

    EnvironmentState environment(String name, Instant validAt) {
        return environmentAt(name, new AsOf(new AsOf.Recorded.All(), Optional.of(validAt)));
    }

    private EnvironmentState environmentAt(String name, AsOf asOf) {
        NodeRef environment = new NodeRef(PUMP, "Environment", name);
        return EnvironmentState.of(asOf.of(graph, PUMP), environment).orElseThrow();
    }

    EnvironmentHistory environmentHistory(String name) {
        NodeRef environment = new NodeRef(PUMP, "Environment", name);
        return EnvironmentHistory.of(graph, environment, all -> all).orElseThrow();
    }

    Environments environments() {
        return Environments.of(graph, graph.nodes(), PUMP, all -> all, NodeAllowance.UNBOUNDED)
                .orElseThrow();
    }

    ProductHazards hazards() {
        return ProductHazards.of(graph, graph.nodes(), PUMP).orElseThrow();
    }

    ProductHazards hazardsOf(String change) {
        return ProductHazards.of(graph, new NodeRef(PUMP, "ChangeRequest", change)).orElseThrow();
    }

    PendingWork pending() {
        return PendingWork.of(graph, graph.nodes(), PUMP, NodeAllowance.UNBOUNDED).orElseThrow();
    }

    /** The findings that the vocabulary calls problems, in order. */
    static TreeSet<String> problems(Trace trace) {
        return trace.nodes().stream()
                .flatMap(
                        node ->
                                node.findings().stream()
                                        .filter(finding -> isProblem(finding.code()))
                                        .map(
                                                finding ->
                                                        new Found(
                                                                        node.node().ref().type(),
                                                                        node.node().ref().id(),
                                                                        finding.code())
                                                                .toString()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static boolean isProblem(String code) {
        return Vocabulary.GOLDTHREAD.finding(code).orElseThrow().problem();
    }

    /** Every finding with its reason, for the message of a test that fails. */
    static Map<String, String> reasons(Trace trace) {
        Map<String, String> reasons = new TreeMap<>();
        trace.nodes()
                .forEach(
                        node ->
                                node.findings()
                                        .forEach(
                                                finding ->
                                                        reasons.put(
                                                                node.node().ref()
                                                                        + " "
                                                                        + finding.code(),
                                                                finding.reason())));
        return reasons;
    }
}
