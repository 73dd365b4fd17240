package dev.goldthread.streams.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.seal.HeadRecovery.Recovered;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadRecoveryIT {

    private static final Product PUMP = new Product("infusion-pump");
    private static final Product LENS = new Product("lens");
    private static final AtomicInteger LEDGERS = new AtomicInteger();

    @TempDir static Path root;
    private static DataFolder data;
    private static EmbeddedBroker broker;

    private TestLedger ledger;

    @BeforeAll
    static void startBroker() {
        data = DataFolder.open(root.resolve("data"));
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
        data.close();
    }

    @BeforeEach
    void sealTwentyEvents() throws Exception {
        int number = LEDGERS.incrementAndGet();
        ledger = new TestLedger(broker, root.resolve("state" + number), "recover" + number);
        try (Sealer sealer = ledger.startSealer()) {
            ledger.write(PUMP, 0, 15);
            ledger.write(LENS, 0, 5);
            ledger.verified(20);
            assertThat(sealer.failure()).isEmpty();
        }
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    @Test
    void refusesToSealWithoutHeadsUntilTheyAreRecovered() throws Exception {
        new HeadRecovery(ledger.config(), TestLedger.NAME).run(); // also removes local state
        ledger.deleteTopic(ledger.config().headsTopic());

        Throwable failure = failureOfAStart();

        assertThat(failure)
                .isInstanceOf(HeadsMismatchException.class)
                .hasMessageContaining("head must be (size")
                .hasMessageContaining("but is missing")
                .hasMessageContaining("goldthread recover heads");
        assertThat(ledger.verified(20)).hasSize(2);

        Recovered recovered = new HeadRecovery(ledger.config(), TestLedger.NAME).run();

        assertThat(recovered).isEqualTo(new Recovered(2, 20));
        sealsOn();
    }

    @Test
    void refusesToSealWhenOneHeadIsLost() throws Exception {
        new HeadRecovery(ledger.config(), TestLedger.NAME).run();
        // Longer ago than the tail reaches: only the count of heads can tell.
        Product old = LENS;
        try (Sealer sealer = ledger.startSealer(tailOfOne(), ledger.registry(), clock())) {
            TestLedger.await("running", () -> sealer.state() == KafkaStreams.State.RUNNING);
        }
        new HeadRecovery(ledger.config(), TestLedger.NAME).run();
        ledger.send(
                new ProducerRecord<>(
                        ledger.config().headsTopic(),
                        TestLedger.home(old),
                        TestLedger.key(old),
                        null));
        ledger.flush();

        assertThat(failureOfAStart()).isInstanceOf(HeadsMismatchException.class);
    }

    @Test
    void recoversNothingFromABrokenLog() {
        List<ConsumerRecord<byte[], byte[]>> records = ledger.await(ledger.topics.ledger(), 20);
        ConsumerRecord<byte[], byte[]> first = records.getFirst();
        ledger.send(
                new ProducerRecord<>(
                        first.topic(),
                        first.partition(),
                        first.timestamp(),
                        first.key(),
                        first.value(),
                        first.headers()));
        ledger.flush();

        assertThatThrownBy(() -> new HeadRecovery(ledger.config(), TestLedger.NAME).run())
                .isInstanceOf(LedgerUnfitException.class)
                .hasMessageContaining("ledger.example.org/")
                .hasMessageContaining("seq");
        assertThat(failureOfAStart()).isInstanceOf(SealingStoppedException.class);
    }

    @Test
    void neverRecoversToAShorterLedger() throws Exception {
        ledger.deleteTopic(ledger.topics.ledger());
        ledger.admin
                .createTopics(
                        List.of(
                                new NewTopic(
                                        ledger.topics.ledger(),
                                        Optional.of(TestLedger.PARTITIONS),
                                        Optional.empty())))
                .all()
                .get(10, TimeUnit.SECONDS);

        assertThat(failureOfAStart())
                .isInstanceOf(HeadsMismatchException.class)
                .hasMessageContaining("was the ledger topic reset?");
        assertThatThrownBy(() -> new HeadRecovery(ledger.config(), TestLedger.NAME).run())
                .isInstanceOf(LedgerUnfitException.class)
                .hasMessageContaining("events were sealed, but the ledger holds 0")
                .hasMessageContaining("restore the ledger topic");
    }

    @Test
    void waitsForRunningSealersAndThenRefuses() {
        try (Sealer sealer = ledger.startSealer()) {
            TestLedger.await("running", () -> sealer.state() == KafkaStreams.State.RUNNING);

            assertThatThrownBy(() -> new HeadRecovery(ledger.config(), TestLedger.NAME).run())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stop every sealer first");
        }
    }

    @Test
    void sealsNothingTwiceWhenOffsetsAreGone() throws Exception {
        new HeadRecovery(ledger.config(), TestLedger.NAME).run(); // waits until the group is empty
        ledger.admin
                .deleteConsumerGroups(List.of(ledger.config().applicationId()))
                .all()
                .get(10, TimeUnit.SECONDS);

        // A memory of one id could not tell: all of the intake is read again.
        try (Sealer sealer = ledger.startSealer(tailOfOne(), ledger.registry(), clock())) {
            ledger.write(PUMP, 15, 20);

            assertThat(ledger.verified(25).get(PUMP)).hasSize(20).doesNotHaveDuplicates();
            TestLedger.await("intake read", () -> sealer.counters().duplicates() >= 20);
            assertThat(sealer.counters().sealed()).isEqualTo(5);
        }
    }

    private SealerConfig tailOfOne() {
        return ledger.config(1);
    }

    private static InstantSource clock() {
        return InstantSource.system();
    }

    private Throwable failureOfAStart() {
        try (Sealer sealer = ledger.startSealer()) {
            TestLedger.await("the sealer's end", () -> sealer.failure().isPresent());
            TestLedger.await("state ERROR", () -> sealer.state() == KafkaStreams.State.ERROR);
            assertThat(sealer.counters().sealed()).isZero();
            return sealer.failure().orElseThrow();
        }
    }

    private void sealsOn() throws Exception {
        try (Sealer sealer = ledger.startSealer()) {
            ledger.write(PUMP, 0, 20);

            assertThat(ledger.verified(25).get(PUMP)).hasSize(20).doesNotHaveDuplicates();
            assertThat(sealer.failure()).isEmpty();
        }
    }
}
