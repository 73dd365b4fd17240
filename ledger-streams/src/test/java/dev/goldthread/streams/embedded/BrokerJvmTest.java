package dev.goldthread.streams.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerJvmTest {

    @TempDir Path home;

    @AfterEach
    void forget() {
        System.clearProperty(BrokerJvm.CACHE);
        System.clearProperty(BrokerJvm.RECORDING);
    }

    @Test
    void keepsAnArchiveInTheDataFolderWhereNoCacheIsNamed() {
        assertThat(command()).contains("-XX:SharedArchiveFile=" + home.resolve("broker.jsa"));
    }

    @Test
    void keepsAnArchiveInTheDataFolderWhereTheCacheWasNotMade() {
        System.setProperty(BrokerJvm.CACHE, home.resolve("broker.aot").toString());

        assertThat(command()).contains("-XX:SharedArchiveFile=" + home.resolve("broker.jsa"));
    }

    @Test
    void usesTheCacheThatIsThere() throws IOException {
        Path cache = Files.createFile(home.resolve("broker.aot"));
        System.setProperty(BrokerJvm.CACHE, cache.toString());

        assertThat(command())
                .contains("-XX:AOTCache=" + cache)
                .noneMatch(word -> word.contains("Archive"));
    }

    @Test
    void recordsWhatACacheIsMadeOf() {
        System.setProperty(BrokerJvm.RECORDING, "broker.recording");

        assertThat(command())
                .contains("-XX:AOTMode=record", "-XX:AOTConfiguration=broker.recording")
                .noneMatch(word -> word.contains("Archive"));
    }

    private List<String> command() {
        return BrokerJvm.in(home, BrokerOptions.DEFAULT).command();
    }
}
