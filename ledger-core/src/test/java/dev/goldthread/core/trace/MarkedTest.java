package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.executed;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.CorrectedInPart;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every answer says what in it rests on an event of which a part was set aside. */
class MarkedTest {

    private static final Differences DIFFERENCES = new Differences(Vocabulary.GOLDTHREAD);

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final String DIGEST = "sha256:" + "a1".repeat(32);
    private static final NodeRef HAZARD = node("Hazard", "HAZ-1");
    private static final NodeRef APPROVAL = node("Approval", "AP-1");
    private static final NodeRef DEPLOYMENT = node("Deployment", "dep-1");
    private static final NodeRef EXCEPTION = node("Exception", "EXC-1");
    private static final NodeRef ARTIFACT = node("Artifact", DIGEST);
    private static final NodeRef OPEN = node("ChangeRequest", "CR-1");
    private static final NodeRef CLOSED = node("ChangeRequest", "CR-2");

    private final GraphFixture story = new GraphFixture();
    private final List<String> types = new ArrayList<>();

    @BeforeEach
    void tell() {
        add("requirement.recorded", "Requirement", "REQ-1", Map.of("title", "Stop"));
        add("hazard.recorded", "Hazard", "HAZ-1", Map.of());
        add(
                "control.recorded",
                "RiskControl",
                "RC-1",
                Map.of(),
                link("mitigates", "Hazard", "HAZ-1"),
                link("implementedBy", "Requirement", "REQ-1"));
        add(
                "change_request.opened",
                "ChangeRequest",
                "CR-1",
                Map.of(),
                link("addresses", "Requirement", "REQ-1"));
        add(
                "change.proposed",
                "Change",
                "repo#1",
                Map.of(),
                link("implements", "ChangeRequest", "CR-1"));
        add("change_request.opened", "ChangeRequest", "CR-2", Map.of());
        add("change_request.closed", "ChangeRequest", "CR-2", Map.of());
        add(
                "artifact.published",
                "Artifact",
                DIGEST,
                Map.of(),
                link("contains", "Component", "pkg:generic/rtos@1.0"));
        add(
                "testcase.recorded",
                "TestCase",
                "T-1",
                Map.of(),
                link("verifies", "Requirement", "REQ-1"));
        add(
                "testrun.finished",
                "TestRun",
                "run-1",
                Map.of(),
                executed("T-1", "PASSED"),
                link("tests", "Artifact", DIGEST));
        add("release.created", "Release", "1.0", Map.of(), link("includes", "Artifact", "old"));
        add(
                "release.created",
                "Release",
                "1.1",
                Map.of(),
                link("includes", "Artifact", DIGEST),
                link("includes", "Change", "repo#1"),
                link("supersedes", "Release", "1.0"));
        add("approval.granted", "Approval", "AP-1", Map.of(), link("approves", "Release", "1.1"));
        add(
                "environment.snapshotted",
                "Environment",
                "ward",
                Map.of("kind", "PRODUCTION"),
                link("runs", "Artifact", DIGEST));
        add("exception.granted", "Exception", "EXC-1", Map.of());
        add(
                "deployment.finished",
                "Deployment",
                "dep-1",
                Map.of(),
                link("deploys", "Artifact", DIGEST),
                link("into", "Environment", "ward"),
                link("reliesOn", "Exception", "EXC-1"));
    }

    private void add(
            String type, String nodeType, String id, Map<String, Object> data, Link... links) {
        types.add(type + " " + id);
        story.event("somebody", type, nodeType, id, data, links);
    }

    /** Sets aside a part of what was told of it. */
    private GraphView correct(String typeAndId) {
        story.event("qa", "event.superseded", "Event", event(typeAndId), Map.of("scope", "PART"));
        return AsOf.NOW.of(story.graph(), PUMP);
    }

    private String event(String typeAndId) {
        return "e" + types.indexOf(typeAndId);
    }

    private List<CorrectedInPart> mark(String typeAndId) {
        return List.of(
                new CorrectedInPart(
                        PUMP,
                        new EventId(event(typeAndId)),
                        new EventId("e" + types.size()),
                        List.of()));
    }

    private static <T extends Naming> PartMarks marks(
            GraphView view, Function<GraphView, Optional<T>> question) {
        return Marked.of(view, question).orElseThrow().marks();
    }

    @Test
    void aMatrixSaysItOfItsRowsApprovalsAndDeployments() {
        for (String each :
                List.of(
                        "requirement.recorded REQ-1",
                        "hazard.recorded HAZ-1",
                        "control.recorded RC-1",
                        "testcase.recorded T-1",
                        "testrun.finished run-1",
                        "approval.granted AP-1",
                        "exception.granted EXC-1",
                        "deployment.finished dep-1",
                        "release.created 1.1")) {
            MarkedTest told = new MarkedTest();
            told.tell();
            GraphView view = told.correct(each);

            PartMarks marks = marks(view, graph -> TRACER.matrix(graph, PUMP, "1.1"));

            assertThat(marks.nodes().keySet())
                    .as(each)
                    .extracting(NodeRef::id)
                    .containsExactly(each.split(" ")[1]);
            assertThat(marks.nodes().values()).as(each).containsExactly(told.mark(each));
        }
    }

    @Test
    void hazardsOfAReleaseSayIt() {
        GraphView view = correct("hazard.recorded HAZ-1");

        assertThat(marks(view, graph -> TRACER.hazards(graph, PUMP, "1.1")).of(HAZARD))
                .isEqualTo(mark("hazard.recorded HAZ-1"));
    }

    @Test
    void hazardsOfAProductAndOfAChangeSayIt() {
        GraphView view = correct("testrun.finished run-1");

        List<PartMarks> both =
                List.of(
                        marks(view, graph -> ProductHazards.of(graph, nodes(graph), PUMP)),
                        marks(view, graph -> ProductHazards.of(graph, OPEN)));

        assertThat(both)
                .allSatisfy(
                        marks ->
                                assertThat(marks.of(node("TestRun", "run-1")))
                                        .isEqualTo(mark("testrun.finished run-1")));
    }

    @Test
    void approvalsSayIt() {
        GraphView view = correct("approval.granted AP-1");

        PartMarks marks = marks(view, graph -> TRACER.approvals(graph, PUMP, "1.1"));

        assertThat(marks.of(APPROVAL)).isEqualTo(mark("approval.granted AP-1"));
        assertThat(marks.of(node("Release", "1.1"))).isEmpty();
    }

    @Test
    void aDifferenceSaysItOfWhatItListsAndOfTheReleases() {
        GraphView view = correct("artifact.published " + DIGEST);
        correct("release.created 1.0");

        PartMarks marks = marks(view, graph -> DIFFERENCES.between(graph, PUMP, "1.0", "1.1"));

        assertThat(marks.nodes()).containsOnlyKeys(ARTIFACT, node("Release", "1.0"));
    }

    @Test
    void deploymentsSayItAlsoOfAnExceptionThatIsOnlyNamed() {
        GraphView view = correct("exception.granted EXC-1");
        correct("deployment.finished dep-1");

        PartMarks marks =
                marks(
                        view,
                        graph ->
                                ProductionDeployments.of(
                                        graph,
                                        nodes(graph),
                                        PUMP,
                                        all -> all,
                                        NodeAllowance.UNBOUNDED));

        assertThat(marks.nodes()).containsOnlyKeys(DEPLOYMENT, EXCEPTION);
    }

    @Test
    void pendingSaysItOfWhatWaitsAndOfWhatDoesNotWaitAnyMore() {
        GraphView view = correct("change_request.opened CR-1");
        correct("change_request.closed CR-2");

        Marked<PendingWork> marked =
                Marked.of(
                                view,
                                graph ->
                                        PendingWork.of(
                                                graph, nodes(graph), PUMP, NodeAllowance.UNBOUNDED))
                        .orElseThrow();

        assertThat(marked.answer().named()).contains(OPEN).doesNotContain(CLOSED);
        assertThat(marked.marks().nodes()).containsOnlyKeys(OPEN, CLOSED);
    }

    @Test
    void whereAnArtifactWentSaysItOfTheArtifactToo() {
        GraphView view = correct("artifact.published " + DIGEST);
        correct("release.created 1.1");

        ArtifactUses uses = ArtifactUses.of(ARTIFACT, view);

        assertThat(uses.marks().nodes()).containsOnlyKeys(ARTIFACT, node("Release", "1.1"));
        assertThat(uses.and(uses).marks()).as("several graphs may know it").isEqualTo(uses.marks());
        assertThat(ArtifactUses.NONE.and(uses).marks()).isEqualTo(uses.marks());
    }

    @Test
    void nothingIsMarkedOnceTheEventIsTakenBackAsAWhole() {
        correct("approval.granted AP-1");
        story.event("qa", "event.superseded", "Event", event("approval.granted AP-1"));

        GraphView view = AsOf.NOW.of(story.graph(), PUMP);

        assertThat(marks(view, graph -> TRACER.matrix(graph, PUMP, "1.1")).isEmpty()).isTrue();
    }

    private Iterable<Node> nodes(GraphView view) {
        List<Node> nodes = new ArrayList<>();
        story.graph().nodes().forEach(each -> nodes.add(view.node(each.ref())));
        return nodes;
    }
}
