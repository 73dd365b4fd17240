package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.embedded.DataFolder;
import java.nio.file.Path;
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

    private static final long SEED = Long.getLong("goldthread.drill.seed", 20_260_106);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private CrashDrill drill;

    @BeforeEach
    void prepare() {
        drill = new CrashDrill(KILLS, SEED, folder);
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

        assertThat(account.accepted()).isEqualTo(account.sealed()).isGreaterThan(100L * KILLS);
        assertThat(account.receipts()).isGreaterThan(50L * KILLS);
        assertThat(account.isClean()).as(account.toString()).isTrue();
    }

    private static void requireClean(Account account) {
        assertThat(account.accepted()).isEqualTo(account.sealed()).isGreaterThan(10L * KILLS);
        assertThat(account.receipts()).isGreaterThan(2L * KILLS);
        assertThat(account.isClean()).as(account.toString()).isTrue();
    }
}
