package dev.goldthread.api.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.query.Presence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final HostInfo SELF = new HostInfo("a", 1);
    private static final HostInfo OWNER = new HostInfo("b", 2);
    private static final HostInfo THIRD = new HostInfo("c", 3);
    private static final Presence STANDBY = new Presence.Standby(7);
    private static final Presence ABSENT = new Presence.Absent("not here");

    private Instant now = Instant.parse("2026-11-28T02:00:00Z");

    @Test
    void answersWhatItOwnsItself() {
        assertThat(steps(new Presence.Owner(), Optional.of(SELF), List.of(THIRD)))
                .containsExactly(new Step.Here());
    }

    @Test
    void asksTheOwnerBeforeItsOwnStandby() {
        assertThat(steps(STANDBY, Optional.of(OWNER), List.of(SELF)))
                .containsExactly(new Step.There(OWNER), new Step.Here());
    }

    @Test
    void asksAnotherStandbyLast() {
        assertThat(steps(ABSENT, Optional.of(OWNER), List.of(THIRD)))
                .containsExactly(new Step.There(OWNER), new Step.There(THIRD));
        assertThat(steps(STANDBY, Optional.of(OWNER), List.of(SELF, THIRD)))
                .containsExactly(new Step.There(OWNER), new Step.Here(), new Step.There(THIRD));
    }

    @Test
    void neverAsksItselfOverHttp() {
        assertThat(steps(ABSENT, Optional.of(SELF), List.of(SELF))).isEmpty();
        assertThat(steps(STANDBY, Optional.of(SELF), List.of())).containsExactly(new Step.Here());
    }

    @Test
    void hasNoStepWhenNobodyIsKnown() {
        assertThat(steps(ABSENT, Optional.empty(), List.of())).isEmpty();
    }

    @Test
    void passesOverForAMomentWhoWasNotReached() {
        Routing routing = routing(STANDBY, Optional.of(OWNER), List.of(THIRD));
        routing.passOver(OWNER);

        assertThat(routing.steps(0)).containsExactly(new Step.Here(), new Step.There(THIRD));
        assertThat(routing.otherOwner(0)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(routing.steps(0)).startsWith(new Step.There(OWNER));
        assertThat(routing.otherOwner(0)).contains(OWNER);
    }

    @Test
    void knowsWhoHoldsAPartition() {
        Routing routing = routing(ABSENT, Optional.of(OWNER), List.of(THIRD));

        assertThat(routing.isHolder(0, OWNER)).isTrue();
        assertThat(routing.isHolder(0, THIRD)).isTrue();
        assertThat(routing.isHolder(0, SELF)).isFalse();
    }

    private List<Step> steps(Presence here, Optional<HostInfo> owner, List<HostInfo> standbys) {
        return routing(here, owner, standbys).steps(0);
    }

    private Routing routing(Presence here, Optional<HostInfo> owner, List<HostInfo> standbys) {
        return new Routing(SELF, new FakePlaces(here, owner, standbys), () -> now);
    }
}
