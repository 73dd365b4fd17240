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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sealer that is killed under load leaves no gap, no fork and no duplicate. */
class SealerKillIT {

    private static final List<Product> PRODUCTS =
            IntStream.range(0, 5).mapToObj(number -> new Product("product-" + number)).toList();
    private static final int EVENTS = 4_000;

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
            Thread writer = Thread.ofPlatform().start(() -> write(ledger, 0, EVENTS / 2));
            for (int kill = 1; kill <= 2; kill++) {
                Process process = SealerProcess.start(broker.clientConfig(), "killed", stateDir);
                try {
                    int sealedBefore = 300 * kill;
                    ledger.await(ledger.topics.ledger(), sealedBefore);
                } finally {
                    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
                if (state == LocalState.LOST) {
                    delete(stateDir);
                }
            }
            writer.join();
            try (Sealer sealer =
                    ledger.startSealer(
                            ledger.config(100_000), ledger.registry(), InstantSource.system())) {
                write(ledger, EVENTS / 2, EVENTS);
                write(ledger, EVENTS / 4, EVENTS / 2); // producers retry: known ids

                Map<Product, List<String>> ids = ledger.verified(EVENTS);

                assertThat(ids.keySet()).containsExactlyInAnyOrderElementsOf(PRODUCTS);
                assertThat(ids.values())
                        .allSatisfy(each -> assertThat(each).doesNotHaveDuplicates());
                assertThat(sealer.failure()).isEmpty();
            }
        }
    }

    /** Slowly enough that the kills fall in the middle. */
    private static void write(TestLedger ledger, int from, int to) {
        for (int number = from; number < to; number++) {
            Product product = PRODUCTS.get(number % PRODUCTS.size());
            ledger.write(TestEvents.event(product, "event-" + number));
            if (number % 10 == 0) {
                Cluster.pause();
            }
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
