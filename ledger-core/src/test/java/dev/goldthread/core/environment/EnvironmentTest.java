package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.PROD;
import static dev.goldthread.core.environment.EnvironmentStory.PRODUCTION;
import static dev.goldthread.core.environment.EnvironmentStory.approve;
import static dev.goldthread.core.environment.EnvironmentStory.approved;
import static dev.goldthread.core.environment.EnvironmentStory.at;
import static dev.goldthread.core.environment.EnvironmentStory.changes;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.environment.EnvironmentStory.release;
import static dev.goldthread.core.environment.EnvironmentStory.running;
import static dev.goldthread.core.environment.EnvironmentStory.state;
import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.environment.EnvironmentHistory.Change;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What runs in an environment, on graphs of a few events. */
class EnvironmentTest {

    @Nested
    class WhatRuns {

        @Test
        void whatALookNoLongerListsRunsNoLonger() {
            GraphFixture story = look(look(new GraphFixture(), 4, "a1", "b1"), 5, "b1");

            assertThat(running(at(story, 4))).containsExactly("a1", "b1");
            assertThat(running(story)).containsExactly("b1");
        }

        @Test
        void aLookAtNothingEndsAll() {
            GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
            look(look(story, 5, "a1"), 6, Map.of("kind", "PRODUCTION", "runningCount", 0L));

            assertThat(running(at(story, 5))).containsExactly("a1");
            assertThat(running(story)).isEmpty();
        }

        @Test
        void aDeploymentEndsWhatBelongsToAnotherRelease() {
            GraphFixture story = release(approved("1.0", "a1", "base"), "2.0", "a2", "base");
            deploy(story, 4, "d1", "SUCCEEDED", link("deploys", "Release", "1.0"));
            deploy(story, 5, "d2", "a2");

            assertThat(running(at(story, 4))).containsExactly("a1", "base");
            assertThat(running(story))
                    .as("both releases hold the base")
                    .containsExactly("a2", "base");
        }

        @Test
        void aDeploymentEndsWhatHasItsName() {
            GraphFixture story = new GraphFixture();
            for (String artifact : List.of("a1", "a2", "b1")) {
                String name = artifact.substring(0, 1);
                story.at(
                        hour(1),
                        "ci",
                        "artifact.published",
                        "Artifact",
                        artifact,
                        Map.of("name", name));
            }
            deploy(deploy(deploy(story, 4, "d1", "a1"), 5, "d2", "b1"), 6, "d3", "a2");

            assertThat(running(story)).containsExactly("a2", "b1");
        }

        @Test
        void aPartOfADeploymentRunsBesideWhatRanBefore() {
            GraphFixture story = release(approved("1.0", "a1"), "2.0", "a2");
            deploy(story, 4, "d1", "a1");
            deploy(story, 5, "d2", "PARTIAL", link("deploys", "Artifact", "a2"));

            assertThat(running(story)).containsExactly("a1", "a2");
        }

        @Test
        void aDeploymentThatFailedChangesNothing() {
            GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
            deploy(story, 5, "d2", "FAILED", link("deploys", "Artifact", "a2"));

            assertThat(running(story)).containsExactly("a1");
            assertThat(changes(story)).hasSize(1);
        }

        @Test
        void aRollbackEndsWhatItReverts() {
            GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
            deploy(story, 5, "d2", "a2")
                    .at(
                            hour(6),
                            "ops",
                            "rollback.finished",
                            "Rollback",
                            "r1",
                            NOTHING,
                            link("reverts", "Deployment", "d2"),
                            link("restores", "Artifact", "a1"));

            assertThat(running(story)).containsExactly("a1");
            assertThat(state(story.graph()).inForce().getFirst().held().installedBy())
                    .hasValue(node("Rollback", "r1"));
        }

        @Test
        void anIdThatIsUsedAgainIsAnotherDeployment() {
            GraphFixture story = named(new GraphFixture(), "a1", "a2");
            deploy(story, 4, "d1", "a1");
            look(story, 5, "a1");
            deploy(story, 6, "d1", "a2");

            assertThat(running(at(story, 4))).containsExactly("a1");
            assertThat(running(story)).containsExactly("a2");
            assertThat(changes(story))
                    .extracting(
                            change -> change.began().getFirst().held().node().id(),
                            change -> change.ended().stream().map(Held::node).toList())
                    .containsExactly(
                            tuple("a1", List.of()), tuple("a2", List.of(node("Artifact", "a1"))));
        }

        @Test
        void anIdThatIsUsedAgainInAnotherEnvironmentPutNothingHereBefore() {
            GraphFixture story = new GraphFixture();
            story.at(
                    hour(3),
                    "ops",
                    "deployment.finished",
                    "Deployment",
                    "d1",
                    Map.of("outcome", "SUCCEEDED"),
                    link("deploys", "Artifact", "a1"),
                    link("into", "Environment", "staging"));
            deploy(story, 5, "d1", "a2");

            assertThat(running(story)).containsExactly("a2");
            assertThat(changes(story)).hasSize(1);
        }

        @Test
        void anEndThatIsToldAgainByTheReleaseAloneInstallsNoMore() {
            GraphFixture story = approved("1.0", "a1", "b1");
            deploy(
                    story,
                    4,
                    "d1",
                    "SUCCEEDED",
                    link("deploys", "Release", "1.0"),
                    link("deploys", "Artifact", "a1"));
            deploy(story, 5, "d1", "SUCCEEDED", link("deploys", "Release", "1.0"));

            assertThat(running(story)).containsExactly("a1");
        }

        @Test
        void whatAnotherUseOfTheIdReliedOnExcusesNothing() {
            GraphFixture story = new GraphFixture();
            EnvironmentStory.excepted(story);
            deploy(
                    story,
                    4,
                    "d1",
                    "SUCCEEDED",
                    link("deploys", "Artifact", "a1"),
                    link("reliesOn", "Exception", "X"));
            deploy(story, 5, "d1", "b1");

            assertThat(at(story, 6).inForce())
                    .extracting(
                            judged -> judged.held().node().id(),
                            judged -> judged.standing().verdict())
                    .containsExactly(
                            tuple("a1", Standing.Verdict.BY_EXCEPTION),
                            tuple("b1", Standing.Verdict.NOT_APPROVED));
        }

        private static GraphFixture excepted(GraphFixture story, String id, String environment) {
            EnvironmentStory.excepted(story);
            return story.at(
                    hour(4),
                    "ops",
                    "deployment.finished",
                    "Deployment",
                    id,
                    Map.of("outcome", "SUCCEEDED"),
                    link("deploys", "Artifact", "a1"),
                    link("reliesOn", "Exception", "X"),
                    link("into", "Environment", environment));
        }

        private static Standing.Verdict verdict(EnvironmentState state) {
            return state.inForce().getFirst().standing().verdict();
        }

        @Test
        void whatTheSameIdReliedOnElsewhereOrBeforeExcusesNothing() {
            GraphFixture elsewhere = excepted(new GraphFixture(), "d1", "staging");
            assertThat(verdict(at(deploy(elsewhere, 5, "d1", "a1"), 6)))
                    .isEqualTo(Standing.Verdict.NOT_APPROVED);

            GraphFixture before = excepted(new GraphFixture(), "d1", "prod");
            assertThat(verdict(at(before, 6))).isEqualTo(Standing.Verdict.BY_EXCEPTION);
            deploy(before, 5, "d1", "FAILED", link("deploys", "Artifact", "a1"));
            assertThat(verdict(at(before, 6)))
                    .as("one that failed brought nothing")
                    .isEqualTo(Standing.Verdict.BY_EXCEPTION);
            assertThat(verdict(at(deploy(before, 6, "d1", "a1"), 7)))
                    .isEqualTo(Standing.Verdict.NOT_APPROVED);
        }

        @Test
        void anExceptionExcusesWhatIsOnlyLaterKnownToBelongToTheReleaseOfAUse() {
            GraphFixture story = new GraphFixture();
            EnvironmentStory.excepted(story);
            for (int hour : List.of(3, 4)) {
                deploy(
                        story,
                        hour,
                        "d1",
                        "SUCCEEDED",
                        link("deploys", "Release", "1.0"),
                        link("reliesOn", "Exception", "X"));
            }
            manifest(story, 5, "m1", "a1");

            assertThat(verdict(at(story, 6))).isEqualTo(Standing.Verdict.BY_EXCEPTION);
        }

        @Test
        void whatBeganAndEndedInOneSecondIsNotStillGoingOn() {
            GraphFixture story = new GraphFixture();
            deploy(story, 4, "d1", "a1"); // whose event comes before that of its start
            story.at(
                    hour(4),
                    "ops",
                    "deployment.started",
                    "Deployment",
                    "d1",
                    NOTHING,
                    link("deploys", "Artifact", "a1"),
                    link("into", "Environment", "prod"));
            look(story, 5);
            look(story, 6, "a1");

            assertThat(state(story.graph()).inForce().getFirst().held().installedBy()).isEmpty();
        }

        @Test
        void aReleaseIsInstalledAsItWasWhenTheInstallationBegan() {
            GraphFixture story = manifest(new GraphFixture(), 2, "m1", "a1");
            deploy(story, 4, "d1", "SUCCEEDED", link("deploys", "Release", "1.0"));
            manifest(story, 5, "m2", "a1", "b1");
            assertThat(running(story)).containsExactly("a1");

            deploy(story, 6, "d2", "SUCCEEDED", link("deploys", "Release", "1.0"));
            assertThat(running(story)).containsExactly("a1", "b1");
        }

        private static GraphFixture manifest(
                GraphFixture story, int hour, String digest, String... artifacts) {
            return story.at(
                    hour(hour),
                    "rm",
                    "release.manifested",
                    "Release",
                    "1.0",
                    Map.of("manifestDigest", digest),
                    Stream.of(artifacts)
                            .map(artifact -> link("includes", "Artifact", artifact))
                            .toArray(Link[]::new));
        }

        @Test
        void aReleaseOfWhichNothingWasKnownIsWhatIsKnownOfItSince() {
            GraphFixture story = new GraphFixture();
            deploy(story, 4, "d1", "SUCCEEDED", link("deploys", "Release", "1.0"));
            manifest(story, 5, "m1", "a1");

            assertThat(running(story)).containsExactly("a1");
        }

        @Test
        void aRollbackEndsTheLastUseOfAnId() {
            GraphFixture story = deploy(new GraphFixture(), 3, "d1", "a1");
            deploy(story, 4, "d1", "a2");
            story.at(
                    hour(5),
                    "ops",
                    "rollback.finished",
                    "Rollback",
                    "r1",
                    NOTHING,
                    link("reverts", "Deployment", "d1"));

            assertThat(running(story)).containsExactly("a1");
        }

        private static GraphFixture named(GraphFixture story, String... artifacts) {
            for (String artifact : artifacts) {
                story.at(
                        hour(1),
                        "ci",
                        "artifact.published",
                        "Artifact",
                        artifact,
                        Map.of("name", "firmware"));
            }
            return story;
        }

        @Test
        void whatIsOnlyGuessedDoesNotRun() {
            GraphFixture story =
                    look(new GraphFixture(), 4, PRODUCTION, inferred("runs", "Artifact", "a1"));

            assertThat(running(story)).isEmpty();
        }

        @Test
        void aLookThatWasTakenBackDoesNotCount() {
            GraphFixture story = look(look(new GraphFixture(), 4, "a1"), 5, "a2");
            story.at(hour(6), "q", "event.superseded", "Event", "e1", Map.of("scope", "WHOLE"));

            AsOf before = new AsOf(new Recorded.UpTo(1), Optional.empty());
            assertThat(running(state(before.of(story.graph(), PUMP))))
                    .as("as it was believed before")
                    .containsExactly("a2");
            assertThat(running(state(AsOf.NOW.of(story.graph(), PUMP)))).containsExactly("a1");
            assertThat(running(at(story, 5)))
                    .as("that it was wrong is known, whatever the hour")
                    .containsExactly("a1");
        }

        @Test
        void whatWasTakenBackStandsInTheHistoryAndChangesNothing() {
            GraphFixture story = deploy(deploy(new GraphFixture(), 4, "d1", "a1"), 5, "d2", "a2");
            look(story, 6, "a1");
            takeBack(story, "e1");

            List<Change> changes = changes(AsOf.NOW.of(story.graph(), PUMP));

            assertThat(changes)
                    .extracting(change -> change.fact().event().value())
                    .as("the look found all as it was")
                    .containsExactly("e0", "e1");
            assertThat(changes.getFirst().takenBackBy()).isEmpty();
            assertThat(changes.getLast().takenBackBy()).hasValue(new EventId("e3"));
            assertThat(changes.getLast().subject()).isEqualTo(node("Deployment", "d2"));
            assertThat(changes.getLast().began()).isEmpty();
            assertThat(changes.getLast().ended()).isEmpty();
            AsOf before = new AsOf(new Recorded.UpTo(2), Optional.empty());
            assertThat(changes(before.of(story.graph(), PUMP)))
                    .as("as it was believed before")
                    .hasSize(3)
                    .allSatisfy(change -> assertThat(change.takenBackBy()).isEmpty());
        }

        @Test
        void anEnvironmentOfWhichAllWasTakenBackHasAHistoryAndNoState() {
            GraphFixture story = takeBack(deploy(new GraphFixture(), 4, "d1", "a1"), "e0");
            GraphView now = AsOf.NOW.of(story.graph(), PUMP);

            assertThat(EnvironmentState.of(now, PROD)).isEmpty();
            assertThat(changes(now))
                    .singleElement()
                    .satisfies(
                            change -> assertThat(change.takenBackBy()).hasValue(new EventId("e1")));
        }

        private static GraphFixture takeBack(GraphFixture story, String event) {
            return story.at(
                    hour(9), "q", "event.superseded", "Event", event, Map.of("scope", "WHOLE"));
        }

        @Test
        void whatIsInForceByAnEventThatWasCorrectedInPartSaysSoWhateverItIsFor() {
            GraphFixture story =
                    look(
                            new GraphFixture(),
                            5,
                            Map.of("kind", "TEST"),
                            link("runs", "Artifact", "a1"));
            story.at(
                    hour(9),
                    "q",
                    "event.superseded",
                    "Event",
                    "e0",
                    Map.of("scope", "PART", "fields", List.of("/links/0")));
            GraphView now = AsOf.NOW.of(story.graph(), PUMP);

            assertThat(state(now).inForce())
                    .singleElement()
                    .satisfies(
                            judged ->
                                    assertThat(judged.findings())
                                            .containsExactly(
                                                    new Finding(
                                                            "CORRECTED_IN_PART",
                                                            "Artifact a1: e1 set aside /links/0 of e0, and all of e0 still counts here")));
            assertThat(changes(now).getFirst().began().getFirst().findings()).hasSize(1);
        }

        @Test
        void aLookInPartsEndsNothingUntilAllHaveCome() {
            GraphFixture story = look(new GraphFixture(), 3, "a1");
            look(story, 4, part(1, 2), link("runs", "Artifact", "b1"));

            assertThat(running(story)).containsExactly("a1", "b1");
            assertThat(state(story.graph()).findings())
                    .extracting(Finding::code)
                    .containsExactly("INCOMPLETE");

            look(story, 5, part(2, 2), link("runs", "Artifact", "c1"));

            assertThat(running(story)).containsExactly("b1", "c1");
            assertThat(state(story.graph()).findings()).isEmpty();
        }

        private Map<String, Object> part(int number, int total) {
            return Map.of(
                    "kind",
                    "PRODUCTION",
                    "fingerprint",
                    "f1",
                    "part",
                    Map.of("number", number, "total", total));
        }

        @Test
        void aLookThatNamesLessThanItCountedIsIncomplete() {
            GraphFixture story =
                    look(
                            new GraphFixture(),
                            4,
                            Map.of("kind", "PRODUCTION", "runningCount", 2),
                            link("runs", "Artifact", "a1"));

            assertThat(state(story.graph()).findings())
                    .extracting(Finding::code)
                    .containsExactly("INCOMPLETE");
        }

        @Test
        void aLookThatCountsMoreThanItNamesEndsNothing() {
            GraphFixture story = look(new GraphFixture(), 4, "a1", "bad");
            look(
                    story,
                    5,
                    Map.of("kind", "PRODUCTION", "runningCount", 2),
                    link("runs", "Artifact", "a1"));

            assertThat(running(story)).containsExactly("a1", "bad");
            assertThat(state(story.graph()).inForce())
                    .filteredOn(judged -> judged.held().node().id().equals("bad"))
                    .flatExtracting(EnvironmentState.Judged::findings)
                    .extracting(Finding::code)
                    .contains("NOT_AS_APPROVED");

            look(
                    story,
                    6,
                    Map.of("kind", "PRODUCTION", "runningCount", 1),
                    link("runs", "Artifact", "a1"));

            assertThat(running(story)).containsExactly("a1");
        }

        @Test
        void nothingIsKnownOfAnotherEnvironment() {
            GraphFixture story = look(new GraphFixture(), 4, "a1");

            assertThat(EnvironmentState.of(story.graph(), node("Environment", "lab"))).isEmpty();
        }
    }

    @Nested
    class Late {

        /** Recorded last, though it happened between the other two. */
        private static GraphFixture story() {
            GraphFixture story = release(approved("1.0", "a1"), "2.0", "a2");
            story.recorded(Instant.parse("2026-03-01T12:00:00Z"));
            deploy(story, 4, "d1", "a1");
            deploy(story, 8, "d3", "a1");
            story.recorded(Instant.parse("2026-03-02T00:00:00Z"));
            return deploy(story, 6, "d2", "a2");
        }

        @Test
        void countsFromWhenItHappened() {
            assertThat(running(at(story(), 7))).containsExactly("a2");
            assertThat(running(story())).containsExactly("a1");
        }

        @Test
        void isAbsentFromWhatWasKnownBeforeItWasRecorded() {
            AsOf believed =
                    new AsOf(
                            new Recorded.By(Instant.parse("2026-03-01T13:00:00Z")),
                            Optional.of(hour(7)));
            GraphFixture story = new GraphFixture().recorded(hour(3));
            approve(release(story, "1.0", "a1"), 2, "Release", "1.0");
            release(story, "2.0", "a2");
            deploy(story.recorded(hour(12)), 4, "d1", "a1");
            deploy(story.recorded(Instant.parse("2026-03-02T00:00:00Z")), 6, "d2", "a2");

            assertThat(running(state(believed.of(story.graph(), PUMP)))).containsExactly("a1");
            assertThat(running(at(story, 7))).containsExactly("a2");
        }

        @Test
        void standsInTheHistoryWhereItHappened() {
            assertThat(changes(story()))
                    .extracting(change -> change.subject().id())
                    .containsExactly("d1", "d2", "d3");
        }
    }
}
