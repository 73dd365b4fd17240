package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.project.RestoreProgress.Restoring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestoreLinesTest {

    private static final Restoring ALL = new Restoring(0, 40_000, 0, 0);

    private final List<String> said = new ArrayList<>();
    private Duration now = Duration.ofDays(-1); // such a clock may begin anywhere
    private final RestoreLines lines = new RestoreLines(said::add, () -> now.toNanos());

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void aLostStoreIsToldWithTheReasonThenEveryTenSecondsAndAtTheEnd() {
        lines.began(2, Optional.of("its format is layout 8, ours layout 9"), ALL);
        pass(Duration.ofSeconds(6));
        lines.came(2, new Restoring(0, 40_000, 8_000, 7_990));
        pass(Duration.ofSeconds(4));
        lines.came(2, new Restoring(0, 40_000, 10_000, 9_980));
        pass(Duration.ofSeconds(9));
        lines.came(2, new Restoring(0, 40_000, 20_000, 19_970));
        pass(Duration.ofSeconds(1));
        lines.came(2, new Restoring(0, 40_000, 30_000, 29_960));
        lines.ended(2, 39_950);

        assertThat(said)
                .containsExactly(
                        "partition 2: the store is rebuilt from the ledger, at most 40,000 events, because its format is layout 8, ours layout 9",
                        "partition 2: 9,980 events read, at most 30,000 to come, 25 % done",
                        "partition 2: 29,960 events read, at most 10,000 to come, 75 % done",
                        "partition 2: the store is up to date, 39,950 events read in 20.0 s");
    }

    @Test
    void whatIsCaughtUpWithIsToldOnlyWhereItTakesLong() {
        lines.began(0, Optional.empty(), new Restoring(100, 200, 100, 0));
        lines.came(0, new Restoring(100, 200, 150, 50));
        lines.ended(0, 100);
        assertThat(said).isEmpty();

        lines.began(0, Optional.empty(), new Restoring(200, 600, 200, 0));
        pass(RestoreLines.INTERVAL);
        lines.came(0, new Restoring(200, 600, 300, 100));
        lines.ended(0, 400);
        assertThat(said)
                .containsExactly(
                        "partition 0: 100 events read, at most 300 to come, 25 % done",
                        "partition 0: the store is up to date, 400 events read in 10.0 s");
    }

    @Test
    void aFirstStartHasNothingToTell() {
        lines.began(0, Optional.of("there is none here yet"), new Restoring(0, 0, 0, 0));
        lines.ended(0, 0);

        assertThat(said).isEmpty();
    }

    @Test
    void partitionsAreToldByThemselvesAndOneThatIsBrokenOffNoMore() {
        lines.began(0, Optional.of("it was damaged"), ALL);
        lines.began(1, Optional.of("it was damaged"), ALL);
        pass(RestoreLines.INTERVAL);
        lines.broken(0);
        lines.came(0, new Restoring(0, 40_000, 10_000, 9_990));
        lines.ended(0, 9_990);
        lines.ended(1, 39_990);

        assertThat(said).hasSize(3).last().asString().startsWith("partition 1: the store is up");
    }
}
