package dev.goldthread.streams.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopbackPortsTest {

    @Test
    void differAndAreNoneThatTheSystemHandsOutByDefault() throws Exception {
        List<Integer> ports = LoopbackPorts.free(50);

        assertThat(ports).hasSize(50).doesNotHaveDuplicates();
        assertThat(ports).allMatch(port -> port >= 1_024 && port < 32_768);
    }

    @Test
    void aBrokersPortsAreKeptWhileTheyAreFree(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ports");
        BrokerPorts first = BrokerPorts.choose(file);

        assertThat(BrokerPorts.choose(file)).isEqualTo(first);
        try (ServerSocket _ = LoopbackPorts.bind(first.client())) {
            BrokerPorts other = BrokerPorts.choose(file);
            assertThat(other.client()).isNotEqualTo(first.client());
            assertThat(Files.readString(file)).contains("" + other.client());
        }
    }
}
