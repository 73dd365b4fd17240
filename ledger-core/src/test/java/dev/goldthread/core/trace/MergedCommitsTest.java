package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.trace.SmallRelease.TRACER;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Completeness.Missing;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which commits of a release are asked by which change they came in. */
class MergedCommitsTest {

    /** c0 ← base ← main; base ← a ← head; main and head ← merge, which is built and shipped. */
    private static GraphFixture merged(Link... ofMerge) {
        return merged(history("base"), ofMerge);
    }

    private static GraphFixture merged(GraphFixture history, Link... ofMerge) {
        return history.event("p", "commit.pushed", "Commit", "merge", ofMerge)
                .event(
                        "m",
                        "change.merged",
                        "Change",
                        "repo#1",
                        Map.of("headCommit", "head", "mergeCommit", "merge"));
    }

    private static GraphFixture history(String branchedFrom) {
        return shipped()
                .event("p", "commit.pushed", "Commit", "c0", partOf("repo#0"))
                .event("p", "commit.pushed", "Commit", "base", partOf("repo#0"), follows("c0"))
                .event("p", "commit.pushed", "Commit", "main", partOf("repo#0"), follows("base"))
                .event("p", "commit.pushed", "Commit", "a", follows(branchedFrom))
                .event("p", "commit.pushed", "Commit", "head", follows("a"));
    }

    private static GraphFixture shipped() {
        return new GraphFixture()
                .built("b1", "merge", "a1")
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a1"));
    }

    private static Link follows(String commit) {
        return link("follows", "Commit", commit);
    }

    private static Link partOf(String change) {
        return link("partOf", "Change", change);
    }

    private static List<String> withoutChange(GraphFixture graph) {
        return TRACER
                .gaps(AsOf.NOW.of(graph.graph(), PUMP), PUMP, "1.0")
                .orElseThrow()
                .completeness()
                .missing()
                .stream()
                .filter(missing -> missing.evidence().equals("commit-change"))
                .map(Missing::node)
                .map(node -> node.id())
                .toList();
    }

    @Test
    void theHeadOfAMergedChangeAndWhatItAloneLedInAreOfTheChange() {
        assertThat(withoutChange(merged(partOf("repo#1"), follows("main"), follows("head"))))
                .isEmpty();
    }

    /** Whose commit it is alone says that they wrote of the change. */
    @Test
    void whoeverWroteWhatTheHeadLedInDoesNotReviewItAlone() {
        GraphFixture merged = merged(partOf("repo#1"), follows("main"), follows("head"));

        assertThat(codes(reviewed(merged, "u-9"), node("Change", "repo#1")))
                .doesNotContain("UNREVIEWED");
        GraphFixture byAnother =
                merged(partOf("repo#1"), follows("main"), follows("head"))
                        .event("u-9", "commit.pushed", "Commit", "a", follows("base"));
        assertThat(codes(reviewed(byAnother, "u-9"), node("Change", "repo#1")))
                .as("pushed after the merge, by somebody else than who merged")
                .contains("UNREVIEWED");
    }

    @Test
    void whoeverMergedPassesOnWhatOthersWrote() {
        GraphFixture passedOn =
                merged(partOf("repo#1"), follows("main"), follows("head"))
                        .event("m", "commit.pushed", "Commit", "a", follows("base"));

        assertThat(codes(reviewed(passedOn, "m"), node("Change", "repo#1")))
                .doesNotContain("UNREVIEWED");
    }

    private static GraphFixture reviewed(GraphFixture graph, String by) {
        return graph.event(
                by,
                "review.submitted",
                "Review",
                "rv-1",
                Map.of("outcome", "APPROVED", "revisionReviewed", "head"),
                link("reviews", "Change", "repo#1"));
    }

    @Test
    void aChangeThatIsNotMergedHasWhatSaysSoAlone() {
        GraphFixture open =
                history("base")
                        .event(
                                "p",
                                "commit.pushed",
                                "Commit",
                                "merge",
                                partOf("repo#1"),
                                follows("main"),
                                follows("head"))
                        .event(
                                "m",
                                "change.updated",
                                "Change",
                                "repo#1",
                                Map.of("headCommit", "head"));

        assertThat(withoutChange(open)).containsExactly("a", "head");
    }

    @Test
    void aMergeThatWasTakenBackBringsNothingIn() {
        GraphFixture merged = merged(partOf("repo#1"), follows("main"), follows("head"));
        String last = "e" + (merged.entries().size() - 1);

        assertThat(withoutChange(merged.event("qms", "event.superseded", "Event", last, Map.of())))
                .containsExactly("a", "head");
    }

    @Test
    void onlyTheHeadIsOfTheChangeWhereTheMergeDoesNotFollowItOrIsNotSaidToBeOfIt() {
        assertThat(withoutChange(merged(partOf("repo#1"), follows("main"), follows("a"))))
                .as("the head is no part of the history")
                .containsExactly("a");
        assertThat(withoutChange(merged(follows("main"), follows("head"))))
                .as("nothing leads to the change")
                .contains("a", "head", "merge");
        assertThat(
                        withoutChange(
                                merged(
                                        partOf("repo#1"),
                                        follows("main"),
                                        inferred("follows", "Commit", "head"))))
                .containsExactly("a");
        assertThat(withoutChange(merged(partOf("repo#1"), follows("head"))))
                .as("nothing says where the others end")
                .contains("a")
                .doesNotContain("head");
    }

    @Test
    void whatTheOthersLeadToAsWellIsNotOfTheChange() {
        GraphFixture direct =
                merged(
                        shipped()
                                .event("p", "commit.pushed", "Commit", "c0", partOf("repo#0"))
                                .event("p", "commit.pushed", "Commit", "pushed", follows("c0"))
                                .event("p", "commit.pushed", "Commit", "main", follows("pushed"))
                                .event("p", "commit.pushed", "Commit", "a", follows("pushed"))
                                .event("p", "commit.pushed", "Commit", "head", follows("a")),
                        partOf("repo#1"),
                        follows("main"),
                        follows("head"));

        assertThat(withoutChange(direct)).containsExactly("main", "pushed");
    }

    /** The branch began before the release that this one supersedes. */
    @Test
    void whatAnEarlierReleaseHadIsOfNoChangeHere() {
        GraphFixture later =
                merged(
                        shipped()
                                .event("p", "commit.pushed", "Commit", "c0")
                                .event("p", "commit.pushed", "Commit", "tip", follows("c0"))
                                .event(
                                        "p",
                                        "release.manifested",
                                        "Release",
                                        "0.9",
                                        link("includes", "Commit", "tip"))
                                .event(
                                        "p",
                                        "release.manifested",
                                        "Release",
                                        "1.0",
                                        link("includes", "Artifact", "a1"),
                                        link("supersedes", "Release", "0.9"))
                                .event("p", "commit.pushed", "Commit", "a", follows("c0"))
                                .event("p", "commit.pushed", "Commit", "head", follows("a")),
                        partOf("repo#1"),
                        follows("tip"),
                        follows("head"));

        assertThat(withoutChange(later)).isEmpty();
    }

    @Test
    void aWayThatNeverComesToTheOthersIsTheHeadAlone() {
        for (String branchedFrom : List.of("lost", "root")) {
            GraphFixture apart =
                    merged(
                            history(branchedFrom).event("p", "commit.pushed", "Commit", "root"),
                            partOf("repo#1"),
                            follows("main"),
                            follows("head"));

            assertThat(withoutChange(apart))
                    .containsExactlyElementsOf(Stream.of("a", branchedFrom).toList());
        }
    }
}
