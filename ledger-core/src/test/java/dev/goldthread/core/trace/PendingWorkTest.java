package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.ToldAllowance;
import dev.goldthread.core.trace.PendingWork.Item;
import dev.goldthread.core.trace.PendingWork.Slice;
import dev.goldthread.core.walk.TooLargeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Evidence that is not all here waits; what is over does not. */
class PendingWorkTest {

    private static List<Item> pending(GraphFixture graph) {
        return pending(graph, NodeAllowance.UNBOUNDED);
    }

    private static List<Item> pending(GraphFixture graph, NodeAllowance allowance) {
        GraphView view = graph.graph();
        return PendingWork.of(view, graph.graph().nodes(), PUMP, allowance).orElseThrow().items();
    }

    private static Map<String, Object> part(long number, long total) {
        return Map.of("documentDigest", "d1", "part", Map.of("number", number, "total", total));
    }

    private static GraphFixture created(String... versions) {
        GraphFixture graph = new GraphFixture();
        for (String version : versions) {
            graph.event("p", "release.created", "Release", version);
        }
        return graph;
    }

    @Test
    void partsThatHaveNotComeArePending() {
        GraphFixture graph =
                new GraphFixture()
                        .event("p", "sbom.attached", "Artifact", "a1", part(1, 3))
                        .event("p", "sbom.attached", "Artifact", "a1", part(3, 3));

        assertThat(pending(graph))
                .extracting(item -> item.node().id(), Item::what)
                .containsExactly(tuple("a1", "2 of 3 parts of sbom.attached"));
        assertThat(pending(graph.event("p", "sbom.attached", "Artifact", "a1", part(2, 3))))
                .isEmpty();
    }

    @Test
    void aValidationWaitsForWhateverItDidNotMeet() {
        for (String verdict : List.of("FAIL", "WAIVED")) {
            assertThat(pending(validated(verdict, "PASS")))
                    .extracting(item -> item.node().id(), Item::what)
                    .containsExactly(tuple("V-1", "failed criteria"));
            assertThat(pending(validated("PASS", verdict))).as("as a whole").hasSize(1);
        }
        assertThat(pending(validated("PASS", "PASS"))).isEmpty();
    }

    private static GraphFixture validated(String criterion, String whole) {
        return new GraphFixture()
                .event(
                        "p",
                        "validation.finished",
                        "Validation",
                        "V-1",
                        Map.of(
                                "verdict",
                                whole,
                                "metrics",
                                List.of(Map.of("criterion", "AUC >= 0.9", "verdict", criterion))));
    }

    private static GraphFixture deployment(
            GraphFixture graph, String type, String id, String artifact, String... environments) {
        Link[] links =
                Stream.concat(
                                Stream.of(link("deploys", "Artifact", artifact)),
                                Stream.of(environments)
                                        .map(into -> link("into", "Environment", into)))
                        .toArray(Link[]::new);
        return graph.event("ops", type, "Deployment", id, links);
    }

    private static GraphFixture started(String... environments) {
        return deployment(new GraphFixture(), "deployment.started", "d1", "a1", environments);
    }

    @Test
    void aDeploymentThatStartedWaitsUntilAnEventSaysHowItEnded() {
        GraphFixture graph = started("prod");

        assertThat(pending(graph))
                .extracting(item -> item.node().id(), Item::what, Item::since)
                .containsExactly(
                        tuple(
                                "d1",
                                "to be finished in prod",
                                Instant.parse("2026-03-01T10:00:00Z")));
        for (String end : List.of("deployment.finished", "deployment.failed")) {
            assertThat(pending(deployment(started("prod"), end, "d1", "a1", "prod"))).isEmpty();
        }
        assertThat(
                        pending(
                                deployment(
                                        new GraphFixture(),
                                        "deployment.finished",
                                        "d1",
                                        "a1",
                                        "prod")))
                .as("of some tools only the end is recorded")
                .isEmpty();
    }

    @Test
    void eachUseOfADeploymentsIdWaitsByItself() {
        GraphFixture graph =
                deployment(
                        deployment(started("prod"), "deployment.finished", "d1", "a1", "prod"),
                        "deployment.started",
                        "d1",
                        "a1",
                        "prod");

        assertThat(pending(graph))
                .extracting(Item::what, Item::since)
                .as("begun again after its end")
                .containsExactly(
                        tuple("to be finished in prod", Instant.parse("2026-03-01T10:02:00Z")));
        assertThat(pending(started("eu", "us")))
                .extracting(Item::what)
                .containsExactly("to be finished in eu, us");
        assertThat(
                        pending(
                                deployment(
                                        started("eu", "us"),
                                        "deployment.finished",
                                        "d1",
                                        "a1",
                                        "eu")))
                .extracting(Item::what)
                .as("it ended in one of two")
                .containsExactly("to be finished in us");
    }

    /** What waits is a gap of the release, until its end comes or the start is taken back. */
    @Test
    void aDeploymentThatNeverEndedIsAGapOfItsRelease() {
        GraphFixture graph =
                started("prod")
                        .event(
                                "p",
                                "release.manifested",
                                "Release",
                                "1.0",
                                link("includes", "Artifact", "a1"));

        assertThat(SmallRelease.findings(graph, node("Deployment", "d1")))
                .filteredOn(found -> found.code().equals("INCOMPLETE"))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.rule()).hasValue("deployment-end");
                            assertThat(found.reason())
                                    .isEqualTo(
                                            "it started in prod at 2026-03-01T10:00:00Z, and no event says how it ended");
                        });
        assertThat(SmallRelease.gaps(graph).gaps())
                .filteredOn(gap -> gap.node().equals(node("Deployment", "d1")))
                .extracting(Gap::remedy)
                .anyMatch(remedy -> remedy.contains("deployment.finished or deployment.failed"));
        deployment(graph, "deployment.finished", "d1", "a1", "prod");
        assertThat(SmallRelease.codes(graph, node("Deployment", "d1")))
                .doesNotContain("INCOMPLETE");
    }

    /** What an empty release has to show is counted by its gaps; here it is the same number. */
    @Test
    void aReleaseWithoutItsEvidenceIsPending() {
        GraphFixture graph = created("1.0");

        assertThat(pending(graph))
                .extracting(item -> item.node().id(), Item::what)
                .containsExactly(tuple("1.0", "evidence: 0 of 6 present, by this product's log"));
    }

    @Test
    void eachReleaseIsJudgedOnNodesOfItsOwnAndOneThatHoldsTooManyIsSaidToBe() {
        ToldAllowance told = new ToldAllowance();
        NodeAllowance none =
                new NodeAllowance() {
                    @Override
                    public void begin(long nodes) {}

                    @Override
                    public void add(long nodes) {
                        throw new TooLargeException(100);
                    }
                };

        assertThat(pending(created("1.0", "2.0"), told)).hasSize(2);
        assertThat(told.begun()).containsExactly(0L, 0L);
        assertThat(told.held()).as("the last release").isPositive();
        assertThat(pending(created("1.0"), none))
                .extracting(Item::what)
                .containsExactly("evidence: too much to count");
    }

    @Test
    void onlyTheReleasesOfAPageAreJudgedAndTheNextPageGoesOnBehindThem() {
        GraphFixture graph = created("1.0", "2.0", "3.0", "4.0");
        graph.event("p", "release.withdrawn", "Release", "2.0");
        ToldAllowance told = new ToldAllowance();

        PendingWork first = page(graph, new Slice(0, 1, 100), told);
        assertThat(first.items()).extracting(item -> item.node().id()).containsExactly("1.0");
        assertThat(first.next()).as("behind 2.0, which is over").hasValue(2);
        assertThat(told.begun()).as("its own, and whether another one follows").hasSize(2);

        PendingWork second = page(graph, new Slice(2, 1, 100), told);
        assertThat(second.items()).extracting(item -> item.node().id()).containsExactly("3.0");
        PendingWork last = page(graph, new Slice(second.next().orElseThrow(), 1, 100), told);
        assertThat(last.items()).extracting(item -> item.node().id()).containsExactly("4.0");
        assertThat(last.next()).isEmpty();
        assertThat(page(graph, new Slice(9, 1, 100), told).items()).isEmpty();
    }

    @Test
    void aPageJudgesABoundedNumberOfReleasesAndGoesOnBehindThem() {
        GraphFixture graph = created("1.0", "2.0", "3.0");
        graph.event("p", "incident.opened", "Incident", "I");
        ToldAllowance told = new ToldAllowance();

        PendingWork first = page(graph, new Slice(0, 10, 2), told);
        assertThat(first.items())
                .extracting(item -> item.node().id())
                .containsExactly("1.0", "2.0");
        assertThat(first.next()).hasValue(2);
        assertThat(told.begun()).hasSize(2);
        PendingWork last = page(graph, new Slice(2, 10, 2), told);
        assertThat(last.items()).extracting(item -> item.node().id()).containsExactly("3.0", "I");
        assertThat(last.next()).isEmpty();
    }

    /** What was corrected in part is marked of all that the answer was made from. */
    @Test
    void whereSomethingWasCorrectedInPartAllAreJudged() {
        GraphFixture graph = created("1.0", "2.0", "3.0");
        String told = graph.graph().node(node("Release", "3.0")).facts().getFirst().event().value();
        graph.event("p", "event.superseded", "Event", told, Map.of("scope", "PART"));
        ToldAllowance allowance = new ToldAllowance();

        assertThat(page(graph, new Slice(0, 1, 100), allowance).items()).hasSize(1);
        assertThat(allowance.begun()).hasSizeGreaterThanOrEqualTo(3);
    }

    private static PendingWork page(GraphFixture graph, Slice slice, NodeAllowance allowance) {
        GraphView now = AsOf.NOW.of(graph.graph(), PUMP);
        return PendingWork.of(now, graph.graph().nodes(), List.of(), PUMP, slice, allowance)
                .orElseThrow();
    }

    @Test
    void itWaitsUntilItIsWithdrawnOrAPublishedOneTakesItsPlace() {
        GraphFixture graph =
                created("1.0", "2.0")
                        .event(
                                "p",
                                "release.manifested",
                                "Release",
                                "2.0",
                                link("supersedes", "Release", "1.0"));

        assertThat(pending(graph))
                .as("2.0 is only a candidate")
                .extracting(item -> item.node().id())
                .containsExactly("1.0", "2.0");
        assertThat(pending(graph.event("p", "release.published", "Release", "2.0")))
                .extracting(item -> item.node().id())
                .containsExactly("2.0");
        assertThat(pending(graph.event("p", "release.withdrawn", "Release", "2.0")))
                .as("1.0 is the latest again")
                .extracting(item -> item.node().id())
                .containsExactly("1.0");
    }

    private static final Instant PAST = Instant.parse("2026-03-02T00:00:00Z");

    private static GraphFixture told(GraphFixture graph, String node, String id, String... types) {
        for (String type : types) {
            graph.event("p", type, node, id);
        }
        return graph;
    }

    private static List<String> waits(GraphFixture graph) {
        return pending(graph).stream().map(Item::what).toList();
    }

    @Test
    void whatWasOpenedAgainWaitsAgain() {
        assertThat(waits(told(new GraphFixture(), "Incident", "I", "incident.opened")))
                .containsExactly("to be resolved");
        GraphFixture incident =
                told(new GraphFixture(), "Incident", "I", "incident.opened", "incident.resolved");
        assertThat(waits(incident)).isEmpty();
        assertThat(waits(told(incident, "Incident", "I", "incident.opened")))
                .containsExactly("to be resolved");

        GraphFixture request =
                told(
                        new GraphFixture(),
                        "ChangeRequest",
                        "CR",
                        "change_request.opened",
                        "change_request.classified",
                        "change_request.closed");
        assertThat(waits(request)).isEmpty();
        assertThat(waits(told(request, "ChangeRequest", "CR", "change_request.opened")))
                .containsExactly("to be closed");
    }

    @Test
    void itWaitsSinceItWasOpenedAgain() {
        GraphFixture flag =
                told(new GraphFixture(), "Flag", "F", "flag.created", "flag.retired")
                        .event("p", "flag.created", "Flag", "F", Map.of("expiresAt", PAST))
                        .event("p", "flag.changed", "Flag", "F", Map.of("expiresAt", PAST));
        Instant again = flag.graph().node(node("Flag", "F")).facts().get(2).occurredAt();

        assertThat(pending(flag))
                .containsExactly(
                        new Item(node("Flag", "F"), "to be retired", again, Optional.of(PAST)));
    }

    @Test
    void anExceptionThatGoesOnIsToBeReviewedAgain() {
        GraphFixture story =
                new GraphFixture()
                        .event(
                                "p",
                                "exception.granted",
                                "Exception",
                                "X",
                                Map.of("reviewDue", PAST.minusSeconds(60)))
                        .event(
                                "p",
                                "exception.reviewed",
                                "Exception",
                                "X",
                                Map.of("outcome", "CONTINUE", "nextReviewDue", PAST));
        assertThat(pending(story))
                .extracting(Item::what, Item::dueAt)
                .containsExactly(
                        tuple("to be reviewed", Optional.of(PAST)),
                        tuple("to be closed", Optional.empty()));

        assertThat(waits(told(story, "Exception", "X", "exception.closed"))).isEmpty();
        assertThat(waits(told(story, "Exception", "X", "exception.extended")))
                .as("what was closed is not prolonged")
                .isEmpty();
        assertThat(waits(told(story, "Exception", "X", "exception.granted")))
                .containsExactlyInAnyOrder("to be reviewed", "to be closed");
        assertThat(waits(told(story, "Exception", "X", "exception.reviewed")))
                .containsExactly("to be closed");
    }

    @Test
    void aConditionWaitsOnceSinceItWasFirstRequired() {
        GraphFixture story =
                new GraphFixture()
                        .event(
                                "p",
                                "approval.requested",
                                "ApprovalRequest",
                                "AR",
                                link("for", "Model", "m"),
                                link("requires", "Condition", "C"))
                        .event(
                                "q",
                                "approval.granted",
                                "Approval",
                                "AP",
                                link("approves", "Model", "m"),
                                link("requires", "Condition", "C"));
        Instant first =
                story.graph().node(node("ApprovalRequest", "AR")).facts().getFirst().occurredAt();

        assertThat(pending(story))
                .contains(
                        new Item(
                                node("Condition", "C"),
                                "to be fulfilled",
                                first,
                                Optional.empty()));
        assertThat(waits(told(story, "Condition", "C", "condition.fulfilled"))).isEmpty();
    }

    @Test
    void anExceptionThatRanOutGoesOnWhenAPersonExtendsIt() {
        GraphFixture story =
                told(
                        new GraphFixture(),
                        "Exception",
                        "X",
                        "exception.granted",
                        "exception.reviewed",
                        "exception.expired");
        assertThat(waits(story)).isEmpty();
        assertThat(waits(told(story.bySystem(), "Exception", "X", "exception.extended"))).isEmpty();
        assertThat(waits(told(story, "Exception", "X", "exception.extended")))
                .containsExactlyInAnyOrder("to be reviewed", "to be closed");
    }

    @Test
    void anExceptionThatNoPersonGrantedWaitsForAGrant() {
        GraphFixture story = new GraphFixture();
        told(story.bySystem(), "Exception", "X", "exception.granted");
        assertThat(waits(story))
                .as("what nobody granted cannot be reviewed")
                .containsExactly("to be granted by a person, or closed");
        assertThat(waits(told(story.bySystem(), "Exception", "X", "exception.expired")))
                .contains("to be granted by a person, or closed");
        assertThat(waits(told(story, "Exception", "X", "exception.closed")))
                .doesNotContain("to be granted by a person, or closed");
        assertThat(waits(told(story.bySystem(), "Exception", "X", "exception.granted")))
                .as("it claims to be granted again")
                .contains("to be granted by a person, or closed");
        assertThat(waits(told(story, "Exception", "X", "exception.granted")))
                .containsExactlyInAnyOrder("to be closed", "to be reviewed");
    }

    @Test
    void whatWasAskedForAndClosedIsLookedBackAtWhereSomethingReliedOnIt() {
        GraphFixture story =
                told(
                        new GraphFixture(),
                        "Exception",
                        "X",
                        "exception.requested",
                        "exception.closed");
        assertThat(waits(story)).as("it let nobody do anything").isEmpty();

        story.event(
                "ops",
                "deployment.finished",
                "Deployment",
                "d-1",
                Map.of("outcome", "SUCCEEDED"),
                link("deploys", "Artifact", "a1"),
                link("into", "Environment", "prod"),
                link("reliesOn", "Exception", "X"));
        assertThat(waits(story)).containsExactly("to be reviewed");
    }

    @Test
    void aCorrectionWaitsForTheEventThatTheLogDoesNotHave() {
        GraphFixture story =
                new GraphFixture()
                        .event("qa", "event.superseded", "Event", "nosuch", Map.of("scope", "PART"))
                        .event(
                                "qa",
                                "event.superseded",
                                "Event",
                                "nosuch",
                                Map.of("scope", "WHOLE"));
        NodeRef absent = node("Event", "nosuch");
        Instant first = story.graph().node(absent).facts().getFirst().occurredAt();

        assertThat(absent(story, absent))
                .containsExactly(
                        new Item(
                                absent, "to be recorded: e0 corrects it", first, Optional.empty()));

        story.event("qa", "event.superseded", "Event", "e0", Map.of("scope", "WHOLE"))
                .event("qa", "event.superseded", "Event", "e1", Map.of("scope", "WHOLE"));
        assertThat(absent(story, absent)).as("both corrections were taken back").isEmpty();
    }

    private static List<Item> absent(GraphFixture story, NodeRef event) {
        GraphView view = AsOf.NOW.of(story.graph(), PUMP);
        return PendingWork.of(
                        view, List.of(), List.of(event), PUMP, Slice.ALL, NodeAllowance.UNBOUNDED)
                .orElseThrow()
                .items();
    }

    @Test
    void anExceptionThatWasNotJustifiedIsToBeClosedThoughItsTimeIsOver() {
        GraphFixture story =
                told(new GraphFixture(), "Exception", "X", "exception.granted", "exception.expired")
                        .event(
                                "p",
                                "exception.reviewed",
                                "Exception",
                                "X",
                                Map.of("outcome", "NOT_JUSTIFIED"));
        assertThat(waits(story)).containsExactly("to be closed");
        assertThat(waits(told(story, "Exception", "X", "exception.closed"))).isEmpty();
    }

    @Test
    void aReviewBySomethingElseThanAPersonIsNone() {
        GraphFixture story =
                new GraphFixture()
                        .event(
                                "p",
                                "exception.granted",
                                "Exception",
                                "X",
                                Map.of("reviewDue", PAST));
        story.bySystem()
                .event(
                        "bot",
                        "exception.reviewed",
                        "Exception",
                        "X",
                        Map.of(
                                "outcome",
                                "CONTINUE",
                                "reviewDue",
                                PAST.plusSeconds(60),
                                "nextReviewDue",
                                PAST.plusSeconds(60)));
        assertThat(pending(story))
                .extracting(Item::what, Item::dueAt)
                .contains(tuple("to be reviewed", Optional.of(PAST)));

        assertThat(waits(told(story, "Exception", "X", "exception.reviewed")))
                .containsExactly("to be closed");
    }

    @Test
    void aChangeThatWasAbandonedWaitsWhenItIsOfferedAgainUntilItIsMerged() {
        GraphFixture story = told(new GraphFixture(), "Change", "C", "change.proposed");
        assertThat(waits(story)).containsExactly("to be merged");
        assertThat(waits(told(story, "Change", "C", "change.abandoned"))).isEmpty();

        told(story, "Change", "C", "change.updated", "change.updated");
        Instant again = story.graph().node(node("Change", "C")).facts().get(2).occurredAt();
        assertThat(pending(story))
                .containsExactly(
                        new Item(node("Change", "C"), "to be merged", again, Optional.empty()));

        assertThat(waits(told(story, "Change", "C", "change.merged"))).isEmpty();
        assertThat(waits(told(story, "Change", "C", "change.updated", "change.abandoned")))
                .as("what was merged is merged")
                .isEmpty();
    }

    private static final Instant DUE = Instant.parse("2026-01-02T00:00:00Z");

    private static Map<String, Object> conditions(Instant due) {
        return Map.of(
                "conditions",
                List.of(Map.of("id", "C", "statement", "Staff is trained.", "fulfilDue", due)));
    }

    private static GraphFixture requiredTwice(Instant byRequest, Instant byApproval) {
        return new GraphFixture()
                .event(
                        "p",
                        "approval.requested",
                        "ApprovalRequest",
                        "AR",
                        conditions(byRequest),
                        link("for", "Release", "1.0"),
                        link("requires", "Condition", "C"))
                .event(
                        "q",
                        "approval.granted",
                        "Approval",
                        "AP",
                        conditions(byApproval),
                        link("approves", "Release", "1.0"),
                        link("answers", "ApprovalRequest", "AR"),
                        link("requires", "Condition", "C"))
                .event("p", "release.created", "Release", "1.0");
    }

    @Test
    void aConditionIsDueWhenItIsFirstSaidToBe() {
        Instant later = DUE.plusSeconds(1);
        for (GraphFixture story : List.of(requiredTwice(DUE, later), requiredTwice(later, DUE))) {
            Item item =
                    pending(story).stream()
                            .filter(each -> each.node().equals(node("Condition", "C")))
                            .findFirst()
                            .orElseThrow();

            assertThat(item.dueAt()).hasValue(DUE);
            assertThat(item.isOverdue(DUE)).isFalse();
            assertThat(item.isOverdue(later)).isTrue();
        }
    }

    @Test
    void approvalsTellTheirConditionsAndWhetherTheseAreOverdue() {
        Instant later = DUE.plusSeconds(1);
        ReleaseApprovals open = approvals(requiredTwice(later, DUE));

        assertThat(open.decisions().getFirst().conditions())
                .containsExactly(
                        new ReleaseApprovals.Condition(
                                node("Condition", "C"),
                                Optional.of("Staff is trained."),
                                Optional.of(DUE),
                                Optional.empty()));
        assertThat(open.decisions().getFirst().conditions().getFirst().isOverdue(later)).isTrue();
        assertThat(open.named()).contains(node("Condition", "C"));

        ReleaseApprovals done =
                approvals(told(requiredTwice(later, DUE), "Condition", "C", "condition.fulfilled"));
        ReleaseApprovals.Condition fulfilled = done.decisions().getFirst().conditions().getFirst();
        assertThat(fulfilled.fulfilledAt()).isPresent();
        assertThat(fulfilled.isOverdue(Instant.MAX)).isFalse();
    }

    @Test
    void aConditionIsAGapUntilItIsFulfilledOrNothingRequiresItAnyMore() {
        Instant later = DUE.plusSeconds(1);
        Instant far = Instant.parse("2099-01-01T00:00:00Z");
        GraphFixture story = requiredTwice(later, DUE);

        assertThat(gaps(story))
                .containsExactly(
                        "OVERDUE Approval AP requires it, and it is not fulfilled: Staff is trained.;"
                                + " it was due at %s; do what it asks for and emit condition.fulfilled"
                                        .formatted(DUE));
        assertThat(gaps(requiredTwice(far, far)))
                .singleElement()
                .asString()
                .startsWith("INCOMPLETE Approval AP");
        assertThat(gaps(told(requiredTwice(later, DUE), "Condition", "C", "condition.fulfilled")))
                .isEmpty();

        told(story, "Approval", "AP", "approval.withdrawn");
        assertThat(gaps(story))
                .singleElement()
                .asString()
                .startsWith("OVERDUE ApprovalRequest AR requires it");
        told(story, "ApprovalRequest", "AR", "approval.withdrawn");
        assertThat(gaps(story)).isEmpty();
        assertThat(pending(story)).noneMatch(item -> item.node().equals(node("Condition", "C")));
        assertThat(approvals(story).decisions().getFirst().conditions()).isEmpty();
    }

    private static List<String> gaps(GraphFixture graph) {
        return new Tracer(Vocabulary.GOLDTHREAD)
                .gaps(graph.graph(), PUMP, "1.0").orElseThrow().gaps().stream()
                        .filter(gap -> gap.node().equals(node("Condition", "C")))
                        .map(gap -> gap.code() + " " + gap.reason() + "; " + gap.remedy())
                        .toList();
    }

    private static ReleaseApprovals approvals(GraphFixture graph) {
        return new Tracer(Vocabulary.GOLDTHREAD)
                .approvals(graph.graph(), PUMP, "1.0")
                .orElseThrow();
    }

    private static GraphFixture opened(GraphFixture graph, Instant notificationDue) {
        return graph.event(
                "p",
                "incident.opened",
                "Incident",
                "I",
                Map.of("notificationDue", notificationDue));
    }

    private static GraphFixture resolved(GraphFixture graph, String notification) {
        return graph.event(
                "p", "incident.resolved", "Incident", "I", Map.of("notification", notification));
    }

    private static List<String> waitsByDueTime(GraphFixture graph) {
        return pending(graph).stream()
                .map(item -> item.what() + item.dueAt().map(due -> " by " + due).orElse(""))
                .toList();
    }

    @Test
    void anAuthorityWaitsToHearOfAnIncidentByTheTimeThatIsSet() {
        GraphFixture told = opened(new GraphFixture(), PAST);
        Instant since = told.graph().node(node("Incident", "I")).facts().getFirst().occurredAt();
        assertThat(pending(told))
                .containsExactly(
                        new Item(
                                node("Incident", "I"),
                                "authority to be notified",
                                since,
                                Optional.of(PAST)),
                        new Item(node("Incident", "I"), "to be resolved", since, Optional.empty()));
        assertThat(pending(told).getFirst().isOverdue(PAST.plusSeconds(1))).isTrue();
        assertThat(waitsByDueTime(opened(told, PAST.plusSeconds(60))))
                .as("the last word sets the time")
                .contains("authority to be notified by " + PAST.plusSeconds(60));
    }

    @Test
    void itEndsWhenItWasToldThatItWasNotifiedOrNeedNotBe() {
        for (String notification : List.of("SUBMITTED", "NOT_NEEDED")) {
            GraphFixture graph = resolved(opened(new GraphFixture(), PAST), notification);
            assertThat(waitsByDueTime(graph)).isEmpty();
            assertThat(waitsByDueTime(opened(graph, PAST)))
                    .as("opened again")
                    .containsExactly("authority to be notified by " + PAST, "to be resolved");
        }
    }

    @Test
    void whatIsResolvedAndNeedsANotificationStillWaitsForIt() {
        GraphFixture graph = resolved(opened(new GraphFixture(), PAST), "NEEDED");
        assertThat(waitsByDueTime(graph)).containsExactly("authority to be notified by " + PAST);
        assertThat(waitsByDueTime(resolved(new GraphFixture(), "NEEDED")))
                .as("nobody set a time")
                .containsExactly("authority to be notified");
        assertThat(waitsByDueTime(resolved(graph, "SUBMITTED"))).isEmpty();
        assertThat(waitsByDueTime(resolved(new GraphFixture(), "SUBMITTED"))).isEmpty();
    }
}
