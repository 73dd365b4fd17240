package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The fault drill in a short form; {@code deploy/drills/faults} runs it at length. */
class FaultIT {

    private static final int TIMES = Integer.getInteger("goldthread.drill.faults", 2);
    private static final long SEED = Long.getLong("goldthread.drill.seed", 20_260_106);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void losesDoublesAndForksNothing() throws Exception {
        FaultTable table = new FaultDrill(TIMES, SEED, folder).run();

        assertThat(table.isClean()).as(table.toString()).isTrue();
    }
}
