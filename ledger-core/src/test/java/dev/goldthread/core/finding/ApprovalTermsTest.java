package dev.goldthread.core.finding;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.core.trace.Tracer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The terms of an approval, in what is said of the release, of its deployment and as waiting. */
class ApprovalTermsTest {

    private static final NodeRef RELEASE = node("Release", "1.0");
    private static final Instant ASKED = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant GRANTED = Instant.parse("2026-01-16T10:00:00Z");
    private static final Instant STARTED = Instant.parse("2026-01-18T10:00:00Z");
    private static final Map<String, Object> TERMS =
            Map.of("role", "quality", "meaning", "APPROVED", "boundDigest", "a1");

    private final GraphFixture story =
            new GraphFixture()
                    .at(
                            ASKED.minusSeconds(60),
                            "rm",
                            "release.manifested",
                            "Release",
                            "1.0",
                            Map.of(),
                            link("includes", "Artifact", "a1"))
                    .at(
                            STARTED,
                            "ops",
                            "deployment.finished",
                            "Deployment",
                            "d-1",
                            Map.of("outcome", "SUCCEEDED"),
                            link("deploys", "Release", "1.0"),
                            link("deploys", "Artifact", "a1"),
                            link("into", "Environment", "prod"));

    private static Map<String, Object> with(Map<String, Object> terms, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(terms);
        changed.put(field, value);
        return changed;
    }

    private void ask(String id, Map<String, Object> terms) {
        story.at(
                ASKED,
                "rm",
                "approval.requested",
                "ApprovalRequest",
                id,
                terms,
                link("for", "Release", "1.0"));
    }

    private void ask() {
        ask("AR-1", with(TERMS, "quorum", 1L));
    }

    private void decide(
            Instant at, String who, String decision, String id, Map<String, Object> terms) {
        decide(at, who, decision, id, terms, link("answers", "ApprovalRequest", "AR-1"));
    }

    private void decide(
            Instant at,
            String who,
            String decision,
            String id,
            Map<String, Object> terms,
            Link also) {
        story.at(
                at,
                who,
                "approval." + decision,
                "Approval",
                id,
                terms,
                link("approves", "Release", "1.0"),
                also);
    }

    private void grant(Map<String, Object> terms) {
        decide(GRANTED, "qa", "granted", "AP-1", terms);
    }

    private GraphView view() {
        return AsOf.NOW.of(story.graph(), PUMP);
    }

    private List<Finding> findings(NodeRef ref) {
        return new Tracer(Vocabulary.GOLDTHREAD)
                .release(view(), PUMP, "1.0")
                .orElseThrow()
                .node(ref)
                .orElseThrow()
                .findings();
    }

    private Verdict verdict() {
        GraphView view = view();
        return new PriorApprovals(view)
                .of(view.node(node("Deployment", "d-1")))
                .getFirst()
                .verdict();
    }

    private List<PendingWork.Item> pending() {
        return PendingWork.of(view(), story.graph().nodes(), PUMP, NodeAllowance.UNBOUNDED)
                .orElseThrow()
                .items();
    }

    private void assertApproved() {
        assertThat(findings(RELEASE)).extracting(Finding::code).doesNotContain("UNAPPROVED");
        assertThat(verdict()).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(pending()).noneMatch(item -> item.what().endsWith("approvals"));
    }

    private void assertUnapproved(String... because) {
        assertThat(findings(RELEASE))
                .filteredOn(found -> found.code().equals("UNAPPROVED"))
                .singleElement()
                .satisfies(found -> assertThat(found.reason()).contains(because));
        assertThat(verdict()).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void oneAsItWasAskedForIsEnough() {
        ask();
        grant(TERMS);

        assertApproved();
    }

    @Test
    void oneWhoseTimeWasOverDoesNotCount() {
        ask();
        grant(with(TERMS, "expiresAt", Instant.parse("2026-01-17T00:00:00Z")));

        assertUnapproved("0 of 1", "AP-1", "held until 2026-01-17T00:00:00Z");
    }

    @Test
    void oneThatHeldWhenTheDeploymentStartedCountsForItStill() {
        ask();
        grant(with(TERMS, "expiresAt", Instant.parse("2026-02-01T00:00:00Z")));

        assertThat(verdict()).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(findings(RELEASE)).extracting(Finding::code).contains("UNAPPROVED");
    }

    @Test
    void whoeverMayNotAnswerIsNoApproverUnderWhateverKey() {
        ask("AR-1", with(with(TERMS, "quorum", 1L), "notBy", List.of("dev")));
        grant(TERMS);
        assertApproved();

        story.at(
                ASKED,
                "p",
                "crosswalk.recorded",
                "Person",
                "qa",
                Map.of("scope", "x", "basis", "y"),
                link("sameAs", "Person", "dev"));

        assertUnapproved("qa may not answer ApprovalRequest AR-1");
    }

    @Test
    void theRoleThatWasAskedForHasToAnswer() {
        ask();
        grant(with(TERMS, "role", "intern"));

        assertUnapproved("given as intern, not as quality");
    }

    @Test
    void aRoleMayBePartOfATitleAndOneOfSeveral() {
        ask("AR-1", with(with(TERMS, "quorum", 2L), "role", "Quality and medical safety"));
        grant(with(TERMS, "role", "head of quality"));
        decide(GRANTED, "m", "granted", "AP-2", with(TERMS, "role", "medical safety officer"));
        assertApproved();

        decide(GRANTED, "m", "granted", "AP-2", with(TERMS, "role", "medical officer"));
        assertThat(findings(RELEASE)).extracting(Finding::code).contains("UNAPPROVED");
    }

    @Test
    void toHaveWrittenOrReviewedItIsNoApproval() {
        grant(with(TERMS, "meaning", "AUTHORED"));
        assertUnapproved("it means AUTHORED, not APPROVED");

        decide(GRANTED, "r", "granted", "AP-2", with(TERMS, "meaning", "REVIEWED"));
        assertUnapproved("it means REVIEWED, not APPROVED");

        decide(GRANTED, "boss", "granted", "AP-3", with(TERMS, "meaning", "RELEASED"));
        assertApproved();
    }

    @Test
    void itHasToMeanWhatWasAskedFor() {
        ask();
        grant(with(TERMS, "meaning", "RESPONSIBLE"));

        assertUnapproved("it means RESPONSIBLE, not APPROVED");
    }

    @Test
    void itHoldsOnlyIfItsConditionIsFulfilled() {
        ask();
        decide(GRANTED, "qa", "granted", "AP-1", TERMS, link("requires", "Condition", "COND-1"));
        assertUnapproved("Condition COND-1 is not fulfilled");
        assertThat(pending())
                .extracting(item -> item.node().id(), PendingWork.Item::what)
                .contains(tuple("COND-1", "to be fulfilled"));

        story.at(
                STARTED.minusSeconds(1),
                "qa",
                "condition.fulfilled",
                "Condition",
                "COND-1",
                Map.of());

        assertApproved();
        assertThat(pending()).noneMatch(item -> item.node().id().equals("COND-1"));
    }

    @Test
    void aConditionThatWasFulfilledTooLateMakesTheApprovalLate() {
        grant(TERMS);
        story.at(
                GRANTED,
                "rm",
                "approval.requested",
                "ApprovalRequest",
                "AR-1",
                with(TERMS, "quorum", 1L),
                link("for", "Release", "1.0"),
                link("requires", "Condition", "COND-1"));
        story.at(
                STARTED.plusSeconds(1),
                "qa",
                "condition.fulfilled",
                "Condition",
                "COND-1",
                Map.of());

        assertThat(verdict()).isEqualTo(Verdict.APPROVED_AFTER);
    }

    @Test
    void aLaterRefusalTakesItBackUntilItIsApprovedAgain() {
        ask();
        grant(TERMS);
        decide(GRANTED.plusSeconds(60), "other", "rejected", "AP-2", TERMS);
        assertUnapproved("Approval AP-2 refused it at");

        decide(GRANTED.plusSeconds(120), "qa", "granted", "AP-1", TERMS);
        assertApproved();
    }

    @Test
    void whoeverRefusedAndThenSaysYesTakesTheRefusalBack() {
        ask();
        grant(TERMS);
        decide(GRANTED.plusSeconds(60), "other", "rejected", "AP-2", TERMS);
        decide(GRANTED.plusSeconds(120), "other", "granted", "AP-3", TERMS);

        assertApproved();
    }

    @Test
    void eachRequestIsAnsweredByItself() {
        ask();
        ask("AR-2", with(with(TERMS, "quorum", 1L), "role", "regulatory"));
        grant(TERMS);
        assertUnapproved("0 of 1 approvals by a person that ApprovalRequest AR-2 asks for");

        decide(
                GRANTED,
                "reg",
                "granted",
                "AP-2",
                with(TERMS, "role", "regulatory"),
                link("answers", "ApprovalRequest", "AR-2"));
        assertApproved();
    }

    @Test
    void aRequestThatWasWithdrawnAsksForNothing() {
        ask("AR-1", with(TERMS, "quorum", 3L));
        ask("AR-2", with(TERMS, "quorum", 1L));
        grant(TERMS);
        assertUnapproved("1 of 3");

        story.at(
                ASKED.plusSeconds(60),
                "rm",
                "approval.withdrawn",
                "ApprovalRequest",
                "AR-1",
                TERMS);
        assertApproved();

        story.at(
                ASKED.plusSeconds(120),
                "rm",
                "approval.requested",
                "ApprovalRequest",
                "AR-1",
                with(TERMS, "quorum", 3L),
                link("for", "Release", "1.0"));
        assertUnapproved("1 of 3");
    }

    @Test
    void onePersonWithTwoKeysIsOneAnswerInEveryQuestion() {
        ask("AR-1", with(TERMS, "quorum", 2L));
        grant(TERMS);
        decide(GRANTED, "qa-2", "granted", "AP-2", TERMS);
        assertApproved();

        story.at(
                ASKED,
                "p",
                "crosswalk.recorded",
                "Person",
                "qa",
                Map.of("scope", "x", "basis", "y"),
                link("sameAs", "Person", "qa-2"));

        assertUnapproved("1 of 2");
        assertThat(pending())
                .extracting(item -> item.node().id(), PendingWork.Item::what)
                .contains(tuple("AR-1", "1 of 2 approvals"));
    }

    @Test
    void toSayTheSameAgainMakesItNoLater() {
        grant(TERMS);
        decide(STARTED.plusSeconds(60), "qa", "granted", "AP-1", TERMS);

        assertApproved();
        assertThat(ApprovalTerms.of(RELEASE, view(), Instant.MAX).since(_ -> true))
                .hasValue(GRANTED);
    }

    @Test
    void theAuthorThatACommitNamesIsSelfApproved() {
        grant(TERMS);
        story.event(
                        "pusher",
                        "commit.pushed",
                        "Commit",
                        "c1",
                        Map.of("author", "qa"),
                        link("partOf", "Change", "repo#1"))
                .built("b1", "c1", "a1");

        assertThat(findings(RELEASE)).extracting(Finding::code).contains("SELF_APPROVED");
        assertThat(
                        new Tracer(Vocabulary.GOLDTHREAD)
                                .approvals(view(), PUMP, "1.0")
                                .orElseThrow()
                                .decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.author()).isTrue());
    }
}
