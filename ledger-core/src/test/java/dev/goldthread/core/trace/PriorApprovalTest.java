package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.finding.PriorApprovals;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.ForwardingView;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.graph.ReadOnceView;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.walk.TraceFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whether a deployment was approved: the list of deployments, the matrix, the findings of the trace
 * and the environment give one verdict. The story is one clean release with one change each.
 */
class PriorApprovalTest {

    private static final Tracer TRACER = SmallRelease.TRACER;
    private static final Map<String, Object> NOTHING = Map.of();
    private static final Map<String, Object> OF_A1 = Map.of("boundDigest", "a1");

    private final GraphFixture story = new GraphFixture();

    private static Instant day(int day) {
        return Instant.parse("2026-01-%02dT10:00:00Z".formatted(day));
    }

    /** Of the first day, so that it is known what went there. */
    private PriorApprovalTest production() {
        return kind(1, "PRODUCTION");
    }

    private PriorApprovalTest kind(int day, String kind) {
        story.at(
                day(day),
                "watch",
                "environment.compared",
                "Environment",
                "prod",
                Map.of("kind", kind));
        return this;
    }

    private PriorApprovalTest manifest(
            int day, String release, String digest, String... artifacts) {
        Link[] links = new Link[artifacts.length];
        for (int i = 0; i < artifacts.length; i++) {
            links[i] = link("includes", "Artifact", artifacts[i]);
        }
        story.at(
                day(day),
                "rm",
                "release.manifested",
                "Release",
                release,
                Map.of("manifestDigest", digest),
                links);
        return this;
    }

    private PriorApprovalTest approve(int day, Map<String, Object> data, Link of) {
        story.at(day(day), "qa", "approval.granted", "Approval", "AP-1", data, of);
        return this;
    }

    private PriorApprovalTest approveRelease(int day) {
        return approve(day, OF_A1, link("approves", "Release", "1.0"));
    }

    private PriorApprovalTest says(
            int day, String type, String nodeType, String id, Link... links) {
        story.at(day(day), "qa", type, nodeType, id, NOTHING, links);
        return this;
    }

    private PriorApprovalTest deploy(int day, String id, Link... links) {
        Link[] all = Arrays.copyOf(links, links.length + 1);
        all[links.length] = link("into", "Environment", "prod");
        story.at(day(day), "cd", "deployment.finished", "Deployment", id, NOTHING, all);
        return this;
    }

    private PriorApprovalTest deploy(int day, String id, String release, String... artifacts) {
        Link[] links = new Link[artifacts.length + 1];
        links[0] = link("deploys", "Release", release);
        for (int i = 0; i < artifacts.length; i++) {
            links[i + 1] = link("deploys", "Artifact", artifacts[i]);
        }
        return deploy(day, id, links);
    }

    private PriorApproval prior(String id) {
        List<PriorApproval> uses = priors(id);
        assertThat(uses).as("uses of " + id).hasSize(1);
        return uses.getFirst();
    }

    /** Of each use of an id. */
    private List<PriorApproval> priors(String id) {
        NodeRef deployment = node("Deployment", id);
        List<PriorApproval> listed =
                SmallRelease.deployments(story)
                        .filter(each -> each.deployment().equals(deployment))
                        .toList();
        assertThat(listed).containsAll(inMatrix(id));
        boolean isBad =
                listed.stream()
                        .map(PriorApproval::verdict)
                        .anyMatch(
                                verdict ->
                                        verdict == Verdict.NOT_APPROVED
                                                || verdict == Verdict.APPROVED_AFTER);
        assertThat(codes(deployment).contains("UNAPPROVED")).isEqualTo(isBad);
        return listed;
    }

    private List<PriorApproval> inMatrix(String id) {
        return TRACER.matrix(story.graph(), PUMP, "1.0").stream()
                .flatMap(matrix -> matrix.deployments().stream())
                .filter(each -> each.deployment().equals(node("Deployment", id)))
                .toList();
    }

    private Verdict verdict(String id) {
        return prior(id).verdict();
    }

    private List<String> codes(NodeRef ref) {
        return findings(ref).stream().map(Finding::code).toList();
    }

    private List<Finding> findings(NodeRef ref) {
        Optional<Trace> trace =
                ref.type().equals("Release")
                        ? TRACER.release(story.graph(), PUMP, ref.id())
                        : TRACER.deployment(story.graph(), PUMP, ref.id(), TraceFilter.NONE);
        return trace.orElseThrow().node(ref).orElseThrow().findings();
    }

    private String running(String artifact) {
        return EnvironmentState.of(story.graph(), node("Environment", "prod")).stream()
                .flatMap(state -> state.inForce().stream())
                .filter(judged -> judged.held().node().id().equals(artifact))
                .map(judged -> judged.standing().verdict().name())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCleanStoryIsApprovedBefore() {
        production()
                .manifest(14, "1.0", "m1", "a1")
                .approveRelease(16)
                .deploy(18, "d-1", "1.0", "a1");

        assertThat(prior("d-1"))
                .satisfies(
                        prior -> {
                            assertThat(prior.verdict()).isEqualTo(Verdict.APPROVED_BEFORE);
                            assertThat(prior.approvedAt()).hasValue(day(16));
                            assertThat(prior.approvals()).containsExactly(node("Approval", "AP-1"));
                            assertThat(prior.because()).isEmpty();
                        });
        assertThat(running("a1")).isEqualTo("APPROVED");
    }

    @Test
    void everythingThatItInstallsHasToBeApproved() {
        production().manifest(14, "1.0", "m1", "a1").approveRelease(16);
        manifest(19, "2.0", "m2", "a1", "b1");
        deploy(20, "d-2", "2.0", "a1", "b1");
        deploy(21, "d-3", "1.0", "a1", "rogue");
        deploy(22, "d-4", link("deploys", "Artifact", "a1"));

        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(verdict("d-3")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(prior("d-3").because().orElseThrow())
                .isEqualTo("Artifact rogue: no release includes it and no approval names it");
        assertThat(verdict("d-4")).isEqualTo(Verdict.APPROVED_BEFORE);
    }

    @Test
    void anotherReleaseThatItDoesNotNameApprovesNothingOfTheOneThatItNames() {
        production().manifest(14, "1.0", "m1", "a1").approveRelease(16);
        manifest(17, "2.0", "m2", "a1").deploy(18, "d-1", "2.0").deploy(19, "d-2", "2.0", "a1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void anApprovalOfAnotherDigestApprovesNothing() {
        production().manifest(14, "1.0", "m1", "a1");
        approve(16, Map.of("boundDigest", "a0"), link("approves", "Release", "1.0"));
        deploy(18, "d-1", "1.0", "a1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(running("a1")).isEqualTo("NOT_APPROVED");
    }

    @Test
    void anApprovalOfTheManifestIsOneOfAllThatItLists() {
        production().manifest(14, "1.0", "m1", "a1", "b1");
        approve(16, Map.of("boundDigest", "m1"), link("approves", "Release", "1.0"));
        deploy(18, "d-1", "1.0");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
    }

    @Test
    void whatCameIntoTheReleaseAfterTheApprovalIsNotApproved() {
        production()
                .manifest(14, "1.0", "m1", "a1")
                .approveRelease(16)
                .deploy(18, "d-1", "1.0", "a1");
        manifest(21, "1.0", "m2", "a1", "b1").deploy(22, "d-2", "1.0", "a1", "b1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(running("a1")).isEqualTo("APPROVED");
        assertThat(running("b1")).isEqualTo("NOT_APPROVED");
        assertThat(codes(node("Release", "1.0"))).contains("STALE");
    }

    @Test
    void aLaterManifestTakesThePlaceOfTheOneThatWasApproved() {
        production().manifest(14, "1.0", "m1", "a1").approveRelease(16).deploy(18, "d-1", "1.0");
        manifest(21, "1.0", "m2", "b1").deploy(22, "d-2", "1.0", "b1").deploy(23, "d-3", "1.0");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(verdict("d-3")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(running("b1")).isEqualTo("NOT_APPROVED");
        assertThat(codes(node("Release", "1.0"))).contains("STALE");
    }

    @Test
    void onlyAnExceptionThatAPersonGrantedAndThatHeldThenExcusesIt() {
        production().manifest(14, "1.0", "m1", "a1");
        Map<String, Object> terms = Map.of("expiresAt", day(25));
        Link waives = link("waives", "Release", "1.0");
        story.at(day(15), "dev", "exception.requested", "Exception", "asked", terms, waives);
        story.bySystem();
        story.at(day(15), "bot", "exception.granted", "Exception", "bot", terms, waives);
        story.at(day(15), "boss", "exception.granted", "Exception", "held", terms, waives);
        story.at(
                day(15),
                "boss",
                "exception.granted",
                "Exception",
                "over",
                Map.of("expiresAt", day(17)),
                waives);
        story.bySystem();
        story.at(day(16), "bot", "exception.extended", "Exception", "over", terms, waives);
        story.at(day(15), "boss", "exception.granted", "Exception", "closed", terms, waives);
        story.at(day(16), "boss", "exception.closed", "Exception", "closed", NOTHING, waives);
        story.at(day(20), "boss", "exception.granted", "Exception", "late", terms, waives);
        for (String each : List.of("asked", "bot", "held", "over", "closed", "late", "unknown")) {
            deploy(
                    18,
                    each,
                    link("deploys", "Artifact", "a1"),
                    link("reliesOn", "Exception", each));
        }
        deploy(
                18,
                "guessed",
                link("deploys", "Artifact", "a1"),
                inferred("reliesOn", "Exception", "held"));

        assertThat(verdict("held")).isEqualTo(Verdict.BY_EXCEPTION);
        for (String each :
                List.of("asked", "bot", "over", "closed", "late", "unknown", "guessed")) {
            assertThat(verdict(each)).as(each).isEqualTo(Verdict.NOT_APPROVED);
            assertThat(prior(each).exceptions()).as(each).isEmpty();
        }
        assertThat(prior("late").because().orElseThrow())
                .contains("Exception late was not in force");
    }

    @Test
    void whatCountsIsWhatHeldAtTheStart() {
        production()
                .manifest(14, "1.0", "m1", "a1")
                .approveRelease(16)
                .deploy(18, "d-1", "1.0", "a1");
        says(25, "approval.withdrawn", "Approval", "AP-1", link("approves", "Release", "1.0"));
        deploy(26, "d-2", "1.0", "a1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void anApprovalThatIsSaidAgainWasGivenBefore() {
        production()
                .manifest(14, "1.0", "m1", "a1")
                .approveRelease(16)
                .deploy(18, "d-1", "1.0", "a1");
        approveRelease(20);

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(prior("d-1").approvedAt()).hasValue(day(16));
    }

    @Test
    void oneThatCameAfterTheStartIsLate() {
        production()
                .manifest(14, "1.0", "m1", "a1")
                .deploy(18, "d-1", "1.0", "a1")
                .approveRelease(20);

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_AFTER);
        assertThat(prior("d-1").approvedAt()).hasValue(day(20));
    }

    @Test
    void aReleaseThatWasWithdrawnIsNotApprovedUntilItIsPublishedAgain() {
        production()
                .manifest(14, "1.0", "m1", "a1")
                .approveRelease(16)
                .deploy(18, "d-1", "1.0", "a1");
        says(20, "release.withdrawn", "Release", "1.0").deploy(22, "d-2", "1.0", "a1");
        says(24, "release.published", "Release", "1.0").deploy(25, "d-3", "1.0", "a1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(prior("d-2").because().orElseThrow()).contains("Release 1.0 was withdrawn");
        assertThat(verdict("d-3")).isEqualTo(Verdict.APPROVED_BEFORE);
    }

    @Test
    void anApprovalOfTheDigestOrOfTheDeploymentIsOne() {
        production().manifest(14, "1.0", "m1", "a1");
        approve(16, OF_A1, link("approves", "Artifact", "a1")).deploy(18, "d-1", "1.0", "a1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(running("a1")).isEqualTo("APPROVED");
    }

    @Test
    void anApprovalOfTheDeploymentIsOneOfTheDigestThatItIsBoundTo() {
        production().manifest(14, "1.0", "m1", "a1", "b1");
        approve(16, OF_A1, link("approves", "Deployment", "d-1"));
        story.at(
                day(16),
                "qa",
                "approval.granted",
                "Approval",
                "AP-2",
                OF_A1,
                link("approves", "Deployment", "d-2"));
        deploy(18, "d-1", link("deploys", "Artifact", "a1"));
        deploy(19, "d-2", "1.0", "a1", "b1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void whatIsOnlyInferredCountsForNothing() {
        production().manifest(14, "1.0", "m1", "a1").approveRelease(16);
        deploy(18, "d-1", inferred("deploys", "Release", "1.0"));
        story.at(
                day(15),
                "rm",
                "release.created",
                "Release",
                "1.1",
                NOTHING,
                inferred("includes", "Artifact", "c1"));
        story.at(
                day(16),
                "qa",
                "approval.granted",
                "Approval",
                "AP-2",
                Map.of("boundDigest", "c1"),
                link("approves", "Release", "1.1"));
        deploy(19, "d-2", link("deploys", "Artifact", "c1"));

        assertThat(verdict("d-1")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(prior("d-1").because())
                .hasValue(
                        "no event says what it installed; that it was Release 1.0 is only inferred");
        assertThat(prior("d-1").releases()).isEmpty();
        assertThat(prior("d-1").inferredReleases()).containsExactly(node("Release", "1.0"));
        assertThat(inMatrix("d-1")).as("it is not left out").hasSize(1);
        assertThat(prior("d-2").releases()).isEmpty();
        assertThat(prior("d-2").inferredReleases()).containsExactly(node("Release", "1.1"));
        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(running("c1")).isEqualTo("NOT_APPROVED");
    }

    @Test
    void whatIsOnlyInferredToBeInTheReleaseIsNotWhatItDelivers() {
        story.built("b1", "c1", "a1")
                .at(
                        day(14),
                        "rm",
                        "release.manifested",
                        "Release",
                        "1.0",
                        Map.of("manifestDigest", "m1"),
                        inferred("includes", "Artifact", "a1"));

        assertThat(SmallRelease.count(story, "delivered-content").present()).isZero();
        assertThat(SmallRelease.count(story, "delivered-content").required()).isEqualTo(1);
    }

    @Test
    void whatAnEnvironmentIsForIsAskedAsOfTheStart() {
        manifest(14, "1.0", "m1", "a1").deploy(15, "d-0", "1.0", "a1").kind(16, "STAGING");
        deploy(17, "d-1", "1.0", "a1").kind(18, "PRODUCTION").deploy(19, "d-2", "1.0", "a1");
        kind(20, "TEST").deploy(21, "d-3", "1.0", "a1");

        ProductionDeployments all =
                ProductionDeployments.of(
                                story.graph(),
                                story.graph().nodes(),
                                PUMP,
                                every -> every,
                                NodeAllowance.UNBOUNDED)
                        .orElseThrow();

        assertThat(all.deployments())
                .extracting(listed -> listed.prior().deployment().id())
                .containsExactly("d-2");
        assertThat(all.environments())
                .extracting(ProductionDeployments.Covered::environment)
                .containsExactly(node("Environment", "prod"));
        assertThat(verdict("d-2")).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void whatAnotherProductsLogSaysApprovesNothing() {
        production().manifest(14, "1.0", "m1", "a1").deploy(18, "d-1", "1.0", "a1");
        GraphFixture other =
                new GraphFixture(new Product("evil"))
                        .at(
                                day(16),
                                "u-evil",
                                "approval.granted",
                                "Approval",
                                "AP-E",
                                OF_A1,
                                link("approves", "Release", "1.0"))
                        .at(
                                day(16),
                                "u-evil",
                                "release.manifested",
                                "Release",
                                "9.9",
                                Map.of("manifestDigest", "m9"),
                                link("includes", "Artifact", "a1"))
                        .at(
                                day(17),
                                "u-evil",
                                "approval.granted",
                                "Approval",
                                "AP-9",
                                OF_A1,
                                link(
                                        "approves",
                                        new NodeRef(new Product("evil"), "Release", "9.9")));
        TraceGraph partition = new TraceGraph();
        story.entries().forEach(partition::apply);
        other.entries().forEach(partition::apply);

        assertThat(
                        ProductionDeployments.of(
                                        AsOf.NOW.of(OwnLogView.of(partition, PUMP), PUMP),
                                        partition.nodes(),
                                        PUMP,
                                        every -> every,
                                        NodeAllowance.UNBOUNDED)
                                .orElseThrow()
                                .deployments())
                .extracting(listed -> listed.prior().verdict())
                .containsExactly(Verdict.NOT_APPROVED);
        PriorApproval raw =
                new PriorApprovals(partition)
                        .of(partition.node(node("Deployment", "d-1")))
                        .getFirst();
        assertThat(raw.verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(raw.releases()).containsExactly(node("Release", "1.0"));
    }

    @Test
    void eachUseOfAnIdIsJudgedByItself() {
        production().manifest(14, "1.0", "m1", "a1").approveRelease(16);
        deploy(18, "d-1", "1.0", "a1").deploy(20, "d-1", link("deploys", "Artifact", "rogue"));

        assertThat(priors("d-1"))
                .extracting(PriorApproval::use, PriorApproval::startedAt, PriorApproval::verdict)
                .containsExactly(
                        tuple(1, day(18), Verdict.APPROVED_BEFORE),
                        tuple(2, day(20), Verdict.NOT_APPROVED));
        assertThat(priors("d-1")).allMatch(each -> each.uses() == 2);
        assertThat(priors("d-1").getLast().because().orElseThrow()).contains("Artifact rogue");
        assertThat(inMatrix("d-1")).extracting(PriorApproval::use).containsExactly(1);
        assertThat(findings(node("Deployment", "d-1")))
                .filteredOn(found -> found.code().equals("CONFLICT"))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.rule()).hasValue("deployment-id");
                            assertThat(found.reason())
                                    .contains("used 2 times", "Artifact a1", "Artifact rogue");
                        });
    }

    @Test
    void whatOneUseReliedOnExcusesNoOther() {
        production().manifest(14, "1.0", "m1", "a1");
        story.at(
                day(15),
                "boss",
                "exception.granted",
                "Exception",
                "X",
                Map.of("expiresAt", day(25)),
                link("waives", "Release", "1.0"));
        Link a1 = link("deploys", "Artifact", "a1");
        deploy(18, "d-1", a1).deploy(20, "d-1", a1, link("reliesOn", "Exception", "X"));

        assertThat(priors("d-1"))
                .extracting(PriorApproval::verdict)
                .containsExactly(Verdict.NOT_APPROVED, Verdict.BY_EXCEPTION);
    }

    @Test
    void whereTheIdWasUsedBeforeDatesNothingInProduction() {
        production().manifest(14, "1.0", "m1", "a1");
        story.at(
                day(15),
                "cd",
                "deployment.finished",
                "Deployment",
                "d-1",
                NOTHING,
                link("deploys", "Release", "1.0"),
                link("into", "Environment", "lab"));
        story.at(
                day(1),
                "watch",
                "environment.compared",
                "Environment",
                "lab",
                Map.of("kind", "TEST"));
        approveRelease(16).deploy(18, "d-1", "1.0", "a1");

        assertThat(prior("d-1").verdict()).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(prior("d-1").startedAt()).isEqualTo(day(18));
        assertThat(prior("d-1").environments()).containsExactly(node("Environment", "prod"));
        assertThat(List.of(prior("d-1").use(), prior("d-1").uses())).containsExactly(2, 2);
        assertThat(codes(node("Deployment", "d-1"))).doesNotContain("CONFLICT");
    }

    @Test
    void toTellAStartOrAnEndAgainIsNoOtherUse() {
        production().manifest(14, "1.0", "m1", "a1").approveRelease(16);
        start(17, "d-1", link("deploys", "Release", "1.0"));
        start(18, "d-1", link("deploys", "Artifact", "a1"));
        deploy(19, "d-1", "1.0", "a1");
        story.at(
                day(20),
                "cd",
                "deployment.finished",
                "Deployment",
                "d-1",
                Map.of("startedAt", day(17)),
                link("deploys", "Release", "1.0"),
                link("into", "Environment", "prod"));

        assertThat(prior("d-1").startedAt()).isEqualTo(day(17));
        assertThat(prior("d-1").uses()).isEqualTo(1);
    }

    @Test
    void aStartOfOtherContentsIsAnotherUse() {
        production().manifest(14, "1.0", "m1", "a1").approveRelease(16);
        start(17, "d-1", link("deploys", "Artifact", "a1"));
        start(18, "d-1", link("deploys", "Artifact", "rogue"));
        story.at(
                day(19),
                "cd",
                "deployment.finished",
                "Deployment",
                "d-1",
                Map.of("startedAt", day(17)),
                link("deploys", "Artifact", "rogue"),
                link("into", "Environment", "prod"));

        assertThat(priors("d-1"))
                .extracting(PriorApproval::startedAt, PriorApproval::verdict)
                .as("the second did not begin when the first did")
                .containsExactly(
                        tuple(day(17), Verdict.APPROVED_BEFORE),
                        tuple(day(18), Verdict.NOT_APPROVED));
    }

    @Test
    void anEndAloneSaysWhenItBeganThoughAnotherUseWasNotOverThen() {
        production().manifest(14, "1.0", "m1", "a1").approveRelease(19);
        deploy(18, "d-1", link("deploys", "Artifact", "other"));
        story.at(
                day(20),
                "cd",
                "deployment.finished",
                "Deployment",
                "d-1",
                Map.of("startedAt", day(17)),
                link("deploys", "Artifact", "a1"),
                link("into", "Environment", "prod"));

        assertThat(priors("d-1"))
                .extracting(PriorApproval::startedAt, PriorApproval::verdict)
                .containsExactlyInAnyOrder(
                        tuple(day(18), Verdict.NOT_APPROVED),
                        tuple(day(17), Verdict.APPROVED_AFTER));
    }

    @Test
    void anyTwoUsesOfOtherContentsAreAConflict() {
        production();
        deploy(17, "d-1", link("deploys", "Release", "never-described"));
        deploy(18, "d-1", link("deploys", "Artifact", "a1"));
        assertThat(codes(node("Deployment", "d-1"))).doesNotContain("CONFLICT");

        deploy(19, "d-1", link("deploys", "Artifact", "b1"));
        assertThat(codes(node("Deployment", "d-1"))).contains("CONFLICT");
    }

    private PriorApprovalTest start(int day, String id, Link deploys) {
        story.at(
                day(day),
                "cd",
                "deployment.started",
                "Deployment",
                id,
                NOTHING,
                deploys,
                link("into", "Environment", "prod"));
        return this;
    }

    @Test
    void whoIsFoundOutToBeOnePersonLaterWasOneBefore() {
        production().manifest(14, "1.0", "m1", "a1");
        story.at(
                day(15),
                "rm",
                "approval.requested",
                "ApprovalRequest",
                "AR",
                Map.of("quorum", 2L),
                link("for", "Release", "1.0"));
        approveRelease(16);
        story.at(
                day(16),
                "qa-mail",
                "approval.granted",
                "Approval",
                "AP-2",
                OF_A1,
                link("approves", "Release", "1.0"));
        deploy(18, "d-1", "1.0", "a1");
        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        long before = story.entries().size() - 1L;

        story.at(
                day(25),
                "hr",
                "crosswalk.recorded",
                "Person",
                "qa-mail",
                NOTHING,
                link("sameAs", "Person", "qa"));

        assertThat(verdict("d-1")).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(asOf(new AsOf(new AsOf.Recorded.All(), Optional.of(day(19)))))
                .as("of whatever time is asked")
                .isEqualTo(Verdict.NOT_APPROVED);
        assertThat(asOf(new AsOf(new AsOf.Recorded.UpTo(before), Optional.empty())))
                .as("as it was believed then")
                .isEqualTo(Verdict.APPROVED_BEFORE);

        String crosswalk = "e" + (before + 1);
        story.at(day(26), "hr", "event.superseded", "Event", crosswalk, Map.of("scope", "WHOLE"));
        assertThat(asOf(AsOf.NOW)).as("they are two").isEqualTo(Verdict.APPROVED_BEFORE);
    }

    private Verdict asOf(AsOf when) {
        GraphView view = when.of(story.graph(), PUMP);
        return new PriorApprovals(view)
                .of(view.node(node("Deployment", "d-1")))
                .getFirst()
                .verdict();
    }

    @Test
    void aReleaseIsReadAsOftenHoweverMuchItIncludes() {
        assertThat(readsOfRelease(200)).isEqualTo(readsOfRelease(2));
    }

    private static long readsOfRelease(int contents) {
        PriorApprovalTest test = new PriorApprovalTest();
        String[] artifacts =
                IntStream.range(0, contents).mapToObj(n -> "a" + n).toArray(String[]::new);
        test.production().manifest(14, "1.0", "m1", artifacts);
        test.approve(16, Map.of("boundDigest", "m1"), link("approves", "Release", "1.0"));
        test.deploy(18, "d-1", "1.0", artifacts);
        AtomicLong reads = new AtomicLong();
        GraphView counting =
                new ForwardingView(test.story.graph()) {
                    @Override
                    public Node node(NodeRef ref) {
                        if (ref.equals(GraphFixture.node("Release", "1.0"))) {
                            reads.incrementAndGet();
                        }
                        return super.node(ref);
                    }
                };
        NodeRef deployment = GraphFixture.node("Deployment", "d-1");
        assertThat(new PriorApprovals(counting).of(counting.node(deployment)))
                .extracting(PriorApproval::verdict)
                .containsExactly(Verdict.APPROVED_BEFORE);
        return reads.get();
    }

    /** Every one of them is an edge of the artifact and of the release that it installs. */
    @Test
    void ofManyDeploymentsOfOneReleaseEachReadsFewEdges() {
        int deployments = 400;
        production().manifest(2, "1.0", "m1", "a1").approveRelease(4);
        for (int i = 0; i < deployments; i++) {
            deploy(5, "d-" + i, "1.0", "a1");
        }
        AtomicLong edges = new AtomicLong();
        GraphView counting =
                new ForwardingView(new ReadOnceView(story.graph(), NodeAllowance.UNBOUNDED)) {
                    @Override
                    public List<Edge> effects(NodeRef ref) {
                        return counted(super.effects(ref));
                    }

                    @Override
                    public List<Edge> effects(NodeRef ref, String relation) {
                        return counted(super.effects(ref, relation));
                    }

                    private List<Edge> counted(List<Edge> found) {
                        edges.addAndGet(found.size());
                        return found;
                    }
                };
        PriorApprovals approvals = new PriorApprovals(counting);
        for (int i = 0; i < deployments; i++) {
            NodeRef deployment = GraphFixture.node("Deployment", "d-" + i);
            assertThat(approvals.of(counting.node(deployment)))
                    .extracting(PriorApproval::verdict)
                    .containsExactly(Verdict.APPROVED_BEFORE);
        }

        assertThat(edges.get()).isLessThan(40L * deployments);
    }

    @Test
    void twentyThousandContentsTakeNoTimeToSpeakOf() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> readsOfRelease(20_000));
    }
}
