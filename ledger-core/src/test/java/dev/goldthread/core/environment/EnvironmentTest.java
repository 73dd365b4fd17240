package dev.goldthread.core.environment;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.EnvironmentHistory.Change;
import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What runs in an environment, on graphs of a few events. */
class EnvironmentTest {

    private static final Map<String, Object> NOTHING = Map.of();
    private static final Map<String, Object> PRODUCTION = Map.of("kind", "PRODUCTION");
    private static final NodeRef PROD = node("Environment", "prod");

    /** Everything is recorded in November; these things happen on one day in March. */
    private static Instant hour(int hour) {
        return Instant.parse("2026-03-01T%02d:00:00Z".formatted(hour));
    }

    private static GraphFixture release(GraphFixture story, String version, String... artifacts) {
        for (String artifact : artifacts) {
            story.at(
                    hour(1),
                    "rm",
                    "release.manifested",
                    "Release",
                    version,
                    NOTHING,
                    link("includes", "Artifact", artifact));
        }
        return story;
    }

    private static GraphFixture approve(GraphFixture story, int hour, String type, String id) {
        return story.at(
                hour(hour),
                "q",
                "approval.granted",
                "Approval",
                "AP-" + id,
                NOTHING,
                link("approves", type, id));
    }

    private static GraphFixture approved(String version, String... artifacts) {
        return approve(release(new GraphFixture(), version, artifacts), 2, "Release", version);
    }

    private static GraphFixture deploy(
            GraphFixture story, int hour, String id, String outcome, Link... links) {
        Link[] all = java.util.Arrays.copyOf(links, links.length + 1);
        all[links.length] = link("into", "Environment", "prod");
        return story.at(
                hour(hour),
                "ops",
                "deployment.finished",
                "Deployment",
                id,
                Map.of("outcome", outcome),
                all);
    }

    private static GraphFixture deploy(GraphFixture story, int hour, String id, String artifact) {
        return deploy(story, hour, id, "SUCCEEDED", link("deploys", "Artifact", artifact));
    }

    private static GraphFixture look(GraphFixture story, int hour, String... artifacts) {
        Link[] links =
                List.of(artifacts).stream()
                        .map(artifact -> link("runs", "Artifact", artifact))
                        .toArray(Link[]::new);
        return look(story, hour, PRODUCTION, links);
    }

    private static GraphFixture look(
            GraphFixture story, int hour, Map<String, Object> data, Link... links) {
        return story.at(
                hour(hour), "watch", "environment.snapshotted", "Environment", "prod", data, links);
    }

    private static EnvironmentState state(GraphView view) {
        return EnvironmentState.of(view, PROD).orElseThrow();
    }

    private static EnvironmentState at(GraphFixture story, int hour) {
        AsOf asOf = new AsOf(new Recorded.All(), Optional.of(hour(hour)));
        return state(asOf.of(story.graph(), PUMP));
    }

    private static List<String> running(EnvironmentState state) {
        return state.inForce().stream().map(judged -> judged.held().node().id()).toList();
    }

    private static List<String> running(GraphFixture story) {
        return running(state(story.graph()));
    }

    private static List<String> codes(GraphFixture story, String id) {
        return state(story.graph()).inForce().stream()
                .filter(judged -> judged.held().node().id().equals(id))
                .map(Judged::findings)
                .flatMap(List::stream)
                .map(Finding::code)
                .toList();
    }

    private static String reason(GraphFixture story) {
        return state(story.graph()).inForce().getFirst().findings().getFirst().reason();
    }

    private static List<Change> changes(GraphFixture story) {
        return changes(story.graph());
    }

    private static List<Change> changes(GraphView view) {
        return EnvironmentHistory.of(view, PROD).orElseThrow().changes();
    }

    @Nested
    class WhatRuns {

        @Test
        void whatALookNoLongerListsRunsNoLonger() {
            GraphFixture story = look(look(new GraphFixture(), 4, "a1", "b1"), 5, "b1");

            assertThat(running(at(story, 4))).containsExactly("a1", "b1");
            assertThat(running(story)).containsExactly("b1");
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

    @Nested
    class AgainstWhatWasApproved {

        @Test
        void whatNobodyDeployedAndNobodyApprovedIsFound() {
            GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 5, "a1", "x9");

            assertThat(codes(story, "a1")).isEmpty();
            assertThat(codes(story, "x9")).containsExactly("NOT_AS_APPROVED");
            assertThat(state(story.graph()).inForce().getLast().findings().getFirst().reason())
                    .contains("no deployment on record put it there");
        }

        @Test
        void whatIsApprovedButWasNotDeployedIsAConflict() {
            GraphFixture story = look(approved("1.0", "a1"), 5, "a1");

            assertThat(codes(story, "a1")).containsExactly("CONFLICT");
        }

        @Test
        void aLookFromBeforeTheDeploymentContradictsNothing() {
            GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 5, "a1");
            deploy(approve(release(story, "2.0", "a2"), 2, "Release", "2.0"), 6, "d2", "a2");

            assertThat(codes(story, "a2")).containsExactly("INCOMPLETE");
            assertThat(reason(story)).contains("nobody has looked since", "is older");
            assertThat(state(look(story, 7, "a2").graph()).findingsCount()).isZero();
        }

        @Test
        void whatNobodyEverLookedAtIsKnownFromItsDeploymentsAlone() {
            GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");

            assertThat(codes(story, "a1")).containsExactly("INCOMPLETE");
            assertThat(reason(story))
                    .isEqualTo(
                            "Artifact a1: e2 put it there, and nobody has ever looked at the whole environment");
            assertThat(state(look(story, 5, "a1").graph()).findingsCount()).isZero();
        }

        @Test
        void whereAChangeSawItRunItWasLookedAt() {
            GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
            story.at(
                    hour(5),
                    "watch",
                    "environment.changed",
                    "Environment",
                    "prod",
                    PRODUCTION,
                    link("runs", "Artifact", "a1"));

            assertThat(state(story.graph()).findingsCount()).isZero();
        }

        @Test
        void nobodyHasToLookAtATestBench() {
            GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
            story.at(
                    hour(3),
                    "ops",
                    "environment.compared",
                    "Environment",
                    "prod",
                    Map.of("kind", "TEST"));

            assertThat(state(story.graph()).findingsCount()).isZero();
        }

        @Test
        void aLaterLookThatDoesNotSeeWhatWasInstalledIsAConflict() {
            GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 5);

            assertThat(state(story.graph()).findings())
                    .extracting(Finding::code)
                    .containsExactly("CONFLICT");
        }

        @Test
        void partOfALaterLookDoesNotSayThatTheRestDoesNotRun() {
            GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 3, "a0");
            look(
                    story,
                    5,
                    Map.of(
                            "kind",
                            "PRODUCTION",
                            "fingerprint",
                            "f1",
                            "part",
                            Map.of("number", 1, "total", 2)),
                    link("runs", "Artifact", "b1"));

            assertThat(codes(story, "a1")).isEmpty();
            assertThat(state(story.graph()).findings())
                    .extracting(Finding::code)
                    .containsExactly("INCOMPLETE");
        }

        @Test
        void aDeploymentThatHasBegunMayBeSeen() {
            GraphFixture story = approved("1.0", "a1");
            story.at(
                    hour(4),
                    "ops",
                    "deployment.started",
                    "Deployment",
                    "d1",
                    NOTHING,
                    link("deploys", "Artifact", "a1"),
                    link("into", "Environment", "prod"));

            assertThat(codes(look(story, 5, "a1"), "a1")).isEmpty();
        }

        @Test
        void anApprovalOfAnotherDigestApprovesNothing() {
            GraphFixture story = release(new GraphFixture(), "1.0", "a1");
            story.at(
                    hour(2),
                    "q",
                    "approval.granted",
                    "Approval",
                    "AP",
                    Map.of("boundDigest", "a0"),
                    link("approves", "Release", "1.0"));

            assertThat(codes(look(deploy(story, 4, "d1", "a1"), 5, "a1"), "a1"))
                    .containsExactly("NOT_AS_APPROVED");
        }

        @Test
        void aReleaseThatWasWithdrawnIsNotApproved() {
            GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 5, "a1");
            story.at(hour(6), "rm", "release.withdrawn", "Release", "1.0", NOTHING);

            assertThat(at(story, 5).findingsCount()).isZero();
            assertThat(codes(story, "a1")).containsExactly("NOT_AS_APPROVED");
            assertThat(reason(story)).contains("was withdrawn");
        }

        @Test
        void anExceptionLetsItRunUntilItRunsOut() {
            GraphFixture story = release(new GraphFixture(), "1.0", "a1");
            story.at(
                    hour(2),
                    "q",
                    "exception.granted",
                    "Exception",
                    "X1",
                    Map.of("expiresAt", hour(7)),
                    link("waives", "Release", "1.0"));
            deploy(
                    story,
                    4,
                    "d1",
                    "SUCCEEDED",
                    link("deploys", "Artifact", "a1"),
                    link("reliesOn", "Exception", "X1"));
            look(story, 5, "a1");

            assertThat(at(story, 6).inForce().getFirst().standing().verdict())
                    .isEqualTo(Standing.Verdict.BY_EXCEPTION);
            assertThat(at(story, 6).findingsCount()).isZero();
            assertThat(codes(story, "a1")).containsExactly("NOT_AS_APPROVED");
        }

        @Test
        void anotherEnvironmentThanProductionIsNotJudged() {
            GraphFixture story =
                    look(
                            new GraphFixture(),
                            4,
                            Map.of("kind", "STAGING"),
                            link("runs", "Artifact", "a1"));

            assertThat(state(story.graph()).inForce().getFirst().standing().verdict())
                    .isEqualTo(Standing.Verdict.NOT_APPROVED);
            assertThat(codes(story, "a1")).isEmpty();
        }

        @Test
        void oneThatNobodySaysWhatItIsForIsJudgedLikeProduction() {
            GraphFixture story =
                    look(new GraphFixture(), 4, NOTHING, link("runs", "Artifact", "a1"));

            assertThat(codes(story, "a1")).containsExactly("NOT_AS_APPROVED");
        }

        @Test
        void theHistoryJudgesByWhatWasApprovedThen() {
            GraphFixture story = deploy(release(new GraphFixture(), "1.0", "a1"), 4, "d1", "a1");
            approve(story, 6, "Release", "1.0");

            assertThat(changes(story).getFirst().began().getFirst().findings())
                    .extracting(Finding::code)
                    .containsExactly("NOT_AS_APPROVED");
            assertThat(state(look(story, 7, "a1").graph()).findingsCount()).isZero();
        }
    }

    @Nested
    class Settings {

        private static GraphFixture config(GraphFixture story, int hour, String revision) {
            return story.at(
                    hour(hour),
                    "ops",
                    "config.changed",
                    "Config",
                    "limits",
                    Map.of("revision", revision, "digest", "sha256:" + revision),
                    link("appliesTo", "Environment", "prod"));
        }

        private static GraphFixture approveConfig(GraphFixture story, int hour, String revision) {
            return story.at(
                    hour(hour),
                    "q",
                    "approval.granted",
                    "Approval",
                    "AP-limits-" + revision,
                    Map.of("boundDigest", "sha256:" + revision),
                    link("approves", "Config", "limits"));
        }

        @Test
        void oneThatNothingApprovesIsUnapproved() {
            assertThat(codes(config(new GraphFixture(), 4, "1"), "limits"))
                    .containsExactly("UNAPPROVED");
        }

        @Test
        void anApprovalIsOfOneState() {
            GraphFixture story = approveConfig(config(new GraphFixture(), 4, "1"), 3, "1");

            assertThat(codes(story, "limits")).isEmpty();
            assertThat(codes(config(story, 5, "2"), "limits")).containsExactly("NOT_AS_APPROVED");
            assertThat(codes(approveConfig(story, 6, "2"), "limits")).isEmpty();
        }

        @Test
        void aReleaseApprovesTheStateThatItPins() {
            GraphFixture story = config(new GraphFixture(), 1, "1");
            story.at(
                    hour(1),
                    "rm",
                    "release.manifested",
                    "Release",
                    "1.0",
                    NOTHING,
                    pinned("includes", "Config", "limits", "1"));
            approve(story, 2, "Release", "1.0");

            assertThat(codes(story, "limits")).isEmpty();
            assertThat(codes(config(story, 5, "2"), "limits")).containsExactly("NOT_AS_APPROVED");
        }

        @Test
        void oneThatIsSeenInAnotherStateThanItWasSetToIsAConflict() {
            GraphFixture story = config(config(new GraphFixture(), 4, "1"), 5, "2");
            approveConfig(approveConfig(story, 3, "1"), 3, "2");
            look(story, 6, PRODUCTION, pinned("runs", "Config", "limits", "1"));

            assertThat(state(story.graph()).inForce().getFirst().held().revision()).hasValue("1");
            assertThat(codes(story, "limits")).containsExactly("CONFLICT");
        }

        @Test
        void aFlagOfAReleaseIsInForceWhereTheReleaseRunsUntilItIsRetired() {
            GraphFixture story = release(approved("1.0", "a1"), "2.0", "a2");
            story.at(
                    hour(1),
                    "dev",
                    "flag.created",
                    "Flag",
                    "ramp",
                    Map.of("revision", "1", "digest", "sha256:1"),
                    link("appliesTo", "Release", "1.0"));
            deploy(story, 4, "d1", "a1");
            deploy(story, 5, "d2", "a2");
            deploy(story, 6, "d3", "a1");
            story.at(hour(7), "dev", "flag.retired", "Flag", "ramp", NOTHING);

            assertThat(running(at(story, 4))).containsExactly("a1", "ramp");
            assertThat(running(at(story, 5))).containsExactly("a2");
            assertThat(running(at(story, 6))).containsExactly("a1", "ramp");
            assertThat(running(story)).containsExactly("a1");
        }

        @Test
        void aFlagThatIsInForceAfterItsTimeIsExpired() {
            GraphFixture story = new GraphFixture();
            story.at(
                    hour(1),
                    "dev",
                    "flag.created",
                    "Flag",
                    "ramp",
                    Map.of("revision", "1", "digest", "sha256:1", "expiresAt", hour(5)),
                    link("appliesTo", "Environment", "prod"));
            story.at(
                    hour(2),
                    "q",
                    "approval.granted",
                    "Approval",
                    "AP",
                    Map.of("boundDigest", "sha256:1"),
                    link("approves", "Flag", "ramp"));

            assertThat(at(story, 4).findingsCount()).isZero();
            assertThat(codes(story, "ramp")).containsExactly("EXPIRED");
        }

        @Test
        void anExposureStandsAsWhatItExposesUntilItIsAborted() {
            GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
            exposure(story, 5, "exposure.started", 10);
            exposure(story, 6, "exposure.aborted", 0);

            Judged canary = at(story, 5).inForce().getLast();
            assertThat(canary.held().detail()).hasValue("started, pilots, 10 %");
            assertThat(canary.standing().verdict()).isEqualTo(Standing.Verdict.APPROVED);
            assertThat(running(story)).containsExactly("a1");
        }

        private GraphFixture exposure(GraphFixture story, int hour, String type, int percentage) {
            return story.at(
                    hour(hour),
                    "dev",
                    type,
                    "Exposure",
                    "canary",
                    Map.of("cohort", "pilots", "percentage", percentage),
                    link("exposes", "Deployment", "d1"));
        }
    }
}
