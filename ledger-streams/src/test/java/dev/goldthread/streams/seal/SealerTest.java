package dev.goldthread.streams.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.topic.LedgerTopics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.management.ObjectName;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {

    @TempDir private Path folder;

    /**
     * The second client takes no such setting; the first one has its threads and sockets by then.
     */
    @Test
    void leavesNoClientOpenWhenItCannotBeMade() throws Exception {
        Map<String, Object> client =
                Map.of(
                        "bootstrap.servers", "127.0.0.1:1",
                        "client.id", "unfit-sealer",
                        "max.poll.records", "0");
        SealerConfig config = SealerConfig.of(client, LedgerTopics.DEFAULT, folder, "sealer-1");

        assertThatThrownBy(() -> new Sealer(config, new NoRegistry(), InstantSource.system()))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("max.poll.records");

        assertThat(
                        ManagementFactory.getPlatformMBeanServer()
                                .queryNames(new ObjectName("kafka.*:id=unfit-sealer,*"), null))
                .as("clients that are open are seen in JMX")
                .isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.endsWith("unfit-sealer"));
    }

    private static final class NoRegistry implements SchemaRegistry {

        @Override
        public Optional<String> schemaText(int id) {
            throw new AssertionError("nothing is sealed");
        }

        @Override
        public int register(String subject, String schemaText) {
            throw new AssertionError("nothing is sealed");
        }

        @Override
        public OptionalInt idOf(String subject, String schemaText) {
            throw new AssertionError("nothing is sealed");
        }

        @Override
        public void setCompatibility(String subject, Compatibility level) {
            throw new AssertionError("nothing is sealed");
        }
    }
}
