package dev.goldthread.api.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.goldthread.core.environment.EnvironmentHistory;
import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.environment.Held;
import dev.goldthread.core.environment.Standing.Verdict;
import dev.goldthread.core.finding.Finding;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ran where in the story, written down by hand from its files. */
class StoryEnvironmentsTest {

    private static final LedgerInMemory WHOLE = StoryTest.without("nothing");
    private static final String OLD =
            "Artifact sha256:3039ddd243e257fd8ba6d7809ad179e0a70b561d552b2577de3a5600a97155c2";
    private static final String IMAGE =
            "Artifact sha256:38b751df12c2ef1aebc737b9e68e65e060165f1d1ca0c7dc4245b4cfad398aa2";
    private static final String MODEL =
            "Model sha256:f4da65e6083dbe7fa3502cc45ac53f25bee9d1465a51cf42928501ee124b81cb";
    private static final String FLAG_OFF = "Flag smooth-ramp r1 off";
    private static final String FLAG_ON = "Flag smooth-ramp r2 on";

    private static EnvironmentState production(String time) {
        return WHOLE.environment("production-eu", Instant.parse(time));
    }

    private static String text(Held held) {
        return held.node().type()
                + " "
                + held.node().id()
                + held.revision().map(revision -> " r" + revision).orElse("")
                + held.detail().map(detail -> " " + detail).orElse("");
    }

    private static List<String> texts(EnvironmentState state) {
        return state.inForce().stream().map(judged -> text(judged.held())).toList();
    }

    private static String exposed(String how) {
        return "Exposure exp-smooth-ramp " + how;
    }

    @Test
    void nowProductionRunsTheApprovedImageWithTheRampOn() {
        EnvironmentState now = WHOLE.environment("production-eu");

        assertThat(texts(now))
                .containsExactly(IMAGE, exposed("completed, all sites, 100 %"), FLAG_ON, MODEL);
        assertThat(now.kind()).hasValue("PRODUCTION");
        assertThat(now.lastLook().orElseThrow().event().value())
                .isEqualTo("fleet-production-eu-2026-02-25-1");
        assertThat(now.inForce().getFirst().held().installedBy().orElseThrow().id())
                .isEqualTo("dep-2026-02-25-1");
        assertThat(now.inForce().getFirst().standing().at())
                .hasValue(Instant.parse("2026-02-24T09:00:00Z"));
    }

    @Test
    void nobodyApprovedThatTheRampIsOn() {
        EnvironmentState now = WHOLE.environment("production-eu");

        assertThat(now.inForce())
                .filteredOn(judged -> !judged.findings().isEmpty())
                .extracting(
                        judged -> text(judged.held()),
                        judged -> judged.standing().verdict(),
                        judged -> judged.findings().stream().map(Finding::code).toList())
                .containsExactly(
                        tuple(
                                FLAG_ON,
                                Verdict.OTHER_APPROVED,
                                List.of("NOT_AS_APPROVED", "EXPIRED")));
        assertThat(now.findings()).isEmpty();
    }

    @Test
    void inTheNightOfTheEmergencyItRanByException() {
        EnvironmentState night = production("2026-02-21T12:00:00Z");

        assertThat(texts(night))
                .containsExactly(
                        IMAGE, exposed("started, bench ward in staging, 0 %"), FLAG_OFF, MODEL);
        assertThat(night.inForce())
                .filteredOn(judged -> text(judged.held()).equals(IMAGE))
                .extracting(
                        judged -> judged.standing().verdict(),
                        judged -> judged.standing().by().getFirst().id(),
                        Judged::findings)
                .containsExactly(tuple(Verdict.BY_EXCEPTION, "EXC-31", List.of()));
        assertThat(night.inForce())
                .as("the flag came along with the release")
                .filteredOn(judged -> text(judged.held()).equals(FLAG_OFF))
                .extracting(judged -> judged.standing().verdict(), Judged::findings)
                .containsExactly(tuple(Verdict.BY_EXCEPTION, List.of()));
        assertThat(night.findingsCount()).isZero();
    }

    @Test
    void afterTheRollbackTheReleaseBeforeRanAlone() {
        EnvironmentState evening = production("2026-02-21T13:45:00Z");

        assertThat(texts(evening)).containsExactly(OLD);
        assertThat(evening.inForce().getFirst().standing().verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(evening.inForce().getFirst().held().installedBy().orElseThrow().id())
                .isEqualTo("rb-2026-02-21-1");
    }

    @Test
    void itsHistoryTellsEveryChangeByTheEventThatSaysIt() {
        EnvironmentHistory history = WHOLE.environmentHistory("production-eu");

        assertThat(history.changes())
                .extracting(
                        change -> change.fact().event().value(),
                        change -> change.began().stream().map(each -> text(each.held())).toList(),
                        change -> change.ended().stream().map(each -> text(each)).toList())
                .containsExactly(
                        tuple("deploy-2025-11-20-1-finished", List.of(OLD), List.of()),
                        tuple(
                                "deploy-2026-02-21-1-finished",
                                List.of(
                                        IMAGE,
                                        exposed("started, bench ward in staging, 0 %"),
                                        FLAG_OFF,
                                        MODEL),
                                List.of(OLD)),
                        tuple(
                                "deploy-rb-2026-02-21-1",
                                List.of(OLD),
                                List.of(
                                        IMAGE,
                                        exposed("started, bench ward in staging, 0 %"),
                                        FLAG_OFF,
                                        MODEL)),
                        tuple(
                                "deploy-2026-02-25-1-finished",
                                List.of(
                                        IMAGE,
                                        exposed("started, bench ward in staging, 0 %"),
                                        FLAG_OFF,
                                        MODEL),
                                List.of(OLD)),
                        tuple(
                                "flags-exp-smooth-ramp-2",
                                List.of(exposed("advanced, pilot wards Munich, 10 %")),
                                List.of(exposed("started, bench ward in staging, 0 %"))),
                        tuple(
                                "flags-exp-smooth-ramp-3",
                                List.of(exposed("completed, all sites, 100 %")),
                                List.of(exposed("advanced, pilot wards Munich, 10 %"))),
                        tuple("flags-smooth-ramp-2", List.of(FLAG_ON), List.of(FLAG_OFF)));
    }

    @Test
    void inItsHistoryEachChangeIsJudgedByWhatWasApprovedThen() {
        EnvironmentHistory history = WHOLE.environmentHistory("production-eu");

        assertThat(history.changes())
                .extracting(change -> change.began().getFirst().standing().verdict())
                .containsExactly(
                        Verdict.APPROVED,
                        Verdict.BY_EXCEPTION,
                        Verdict.APPROVED,
                        Verdict.APPROVED,
                        Verdict.APPROVED,
                        Verdict.APPROVED,
                        Verdict.OTHER_APPROVED);
    }

    @Test
    void untilSomebodyLooksNobodyHasSeenTheSecondInstallation() {
        EnvironmentState between = production("2026-02-25T07:30:00Z");

        assertThat(between.findings()).isEmpty();
        assertThat(between.inForce())
                .filteredOn(judged -> judged.held().isRunning())
                .flatExtracting(Judged::findings)
                .extracting(Finding::code)
                .as("the look of the 21st is older than the deployment, and contradicts nothing")
                .containsExactly("INCOMPLETE", "INCOMPLETE");
    }

    @Test
    void withoutTheSnapshotTheSecondInstallationIsNotSeen() {
        EnvironmentState now =
                StoryTest.without("46-production-snapshot.json").environment("production-eu");

        assertThat(now.inForce())
                .filteredOn(judged -> text(judged.held()).equals(IMAGE))
                .flatExtracting(Judged::findings)
                .extracting(Finding::code)
                .containsExactly("INCOMPLETE");
    }

    @Test
    void withoutTheSecondDeploymentNothingPutThereWhatIsSeen() {
        EnvironmentState now =
                StoryTest.without("45-second-deployment.json").environment("production-eu");

        assertThat(now.inForce())
                .filteredOn(judged -> text(judged.held()).equals(IMAGE))
                .flatExtracting(Judged::findings)
                .extracting(Finding::code)
                .containsExactly("CONFLICT");
    }

    @Test
    void withoutAnApprovalTheImageIsNotWhatWasApproved() {
        EnvironmentState now =
                StoryTest.without("43-approval-medical.json").environment("production-eu");

        assertThat(now.inForce())
                .filteredOn(judged -> judged.held().isRunning())
                .flatExtracting(Judged::findings)
                .extracting(Finding::code)
                .containsExactly("NOT_AS_APPROVED", "NOT_AS_APPROVED");
    }

    @Test
    void everyEnvironmentIsListedAndOnlyProductionIsJudged() {
        assertThat(WHOLE.environments().environments())
                .extracting(
                        state -> state.environment().id(),
                        state -> state.kind().orElse("?"),
                        EnvironmentState::findingsCount)
                .containsExactly(
                        tuple("bench-4", "TEST", 0L),
                        tuple("production-eu", "PRODUCTION", 2L),
                        tuple("staging", "STAGING", 0L));
    }
}
