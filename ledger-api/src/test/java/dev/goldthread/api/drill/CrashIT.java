package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.embedded.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills of each part under load, ten by default: nothing accepted is lost, doubled or out of its
 * chain, and the graph is the ledger's.
 */
class CrashIT {

    /** {@code deploy/drills/crash} sets more, and a seed of its own. */
    private static final int KILLS = Integer.getInteger("goldthread.drill.kills", 10);

    /** When it is over a drill counts what its kills, fewer then, came to. */
    private static final Duration TIME_MAX =
            Duration.ofMinutes(Long.getLong("goldthread.drill.minutes", 24 * 60));

    private static final long SEED = Long.getLong("goldthread.drill.seed", 20_260_106);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private CrashDrill drill;

    @BeforeEach
    void prepare() {
        drill = new CrashDrill(KILLS, TIME_MAX, SEED, folder);
    }

    @Test
    void theWholeLedgerIsKilled() throws Exception {
        requireClean(drill.whole());

        try (DataFolder free = DataFolder.open(folder.resolve("whole/data"))) {
            assertThat(free.root().resolve("endpoint.json")).doesNotExist();
        }
    }

    @Test
    void apiAndSealerAreKilledApart() throws Exception {
        requireClean(drill.apiAndSealer());
    }

    @Test
    void allPartsAreKilledApart() throws Exception {
        Account account = drill.allApart();

        requireClean(account);
        assertThat(account.accepted()).isGreaterThan(100L * account.killsOfEach());
    }

    private static void requireClean(Account account) {
        assertThat(account.isClean()).as(account.toString()).isTrue();
        assertThat(account.accepted()).isEqualTo(account.sealed());
        assertThat(account.kills().values()).allMatch(kills -> kills > 0);
        assertThat(account.accepted()).isGreaterThan(5L * account.killsOfEach());
        assertThat(account.receipts()).isGreaterThan(account.killsOfEach());
    }
}
