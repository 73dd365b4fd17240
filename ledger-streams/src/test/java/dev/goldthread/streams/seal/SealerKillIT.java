package dev.goldthread.streams.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sealer that is killed under load leaves no gap, no fork and no duplicate. */
class SealerKillIT {

    private static final List<Product> PRODUCTS =
            IntStream.range(0, 5).mapToObj(number -> new Product("product-" + number)).toList();
    private static final int SEALED_BEFORE_A_KILL = 300;

    @TempDir Path root;

    /** What is left of the killed sealer's disk. */
    enum LocalState {
        KEPT,
        LOST
    }

    @ParameterizedTest
    @EnumSource(LocalState.class)
    void continuesWhereAKilledSealerCommitted(LocalState state) throws Exception {
        Path stateDir = root.resolve("state");
        try (DataFolder data = DataFolder.open(root.resolve("data"));
                EmbeddedBroker broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
                TestLedger ledger = new TestLedger(broker, stateDir, "killed")) {
            AtomicInteger written = new AtomicInteger();
            AtomicBoolean enough = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> writeUntil(enough, ledger, written));
            for (int kill = 1; kill <= 2; kill++) {
                long before = committedEnd(broker, ledger);
                Process process = SealerProcess.start(broker.clientConfig(), "killed", stateDir);
                try {
                    TestLedger.await(
                            "sealing before the kill",
                            () -> committedEnd(broker, ledger) >= before + SEALED_BEFORE_A_KILL);
                } finally {
                    process.destroyForcibly().waitFor();
                }
                if (state == LocalState.LOST) {
                    delete(stateDir);
                }
            }
            enough.set(true);
            writer.join();
            int middle = written.get();
            int all = middle + 500;
            try (Sealer sealer =
                    ledger.startSealer(
                            ledger.config(100_000), ledger.registry(), InstantSource.system())) {
                write(ledger, middle, all);
                write(ledger, middle / 2, middle); // producers retry: known ids

                Map<Product, List<String>> ids = ledger.verified(all);

                assertThat(ids.keySet()).containsExactlyInAnyOrderElementsOf(PRODUCTS);
                assertThat(ids.values())
                        .allSatisfy(each -> assertThat(each).doesNotHaveDuplicates());
                assertThat(sealer.failure()).isEmpty();
            }
        }
    }

    /** Without end, so that every kill falls into the middle of something. */
    private static void writeUntil(AtomicBoolean enough, TestLedger ledger, AtomicInteger written) {
        while (!enough.get()) {
            int from = written.get();
            write(ledger, from, from + 10);
            written.set(from + 10);
            Cluster.pause();
        }
    }

    private static void write(TestLedger ledger, int from, int to) {
        for (int number = from; number < to; number++) {
            Product product = PRODUCTS.get(number % PRODUCTS.size());
            ledger.write(TestEvents.event(product, "event-" + number));
        }
    }

    /** Where the ledger's decided records end, markers included, over all partitions. */
    private static long committedEnd(EmbeddedBroker broker, TestLedger ledger) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < TestLedger.PARTITIONS; partition++) {
            ends.put(new TopicPartition(ledger.topics.ledger(), partition), OffsetSpec.latest());
        }
        try (Admin admin = Admin.create(broker.clientConfig())) {
            var answer =
                    admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
            return Cluster.await(answer.all(), "the ledger's ends cannot be read").values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
