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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
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
    private static final Product SILENT = neighbourOf(PUMP);
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
            ledger.write(SILENT, 0, 5);
            ledger.write(PUMP, 0, 15);
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

        assertThatThrownBy(() -> ledger.startSealer().close())
                .isInstanceOf(HeadsMismatchException.class)
                .hasMessageContaining("holds records, but the topic")
                .hasMessageContaining(ledger.config().headsTopic())
                .hasMessageContaining("goldthread recover heads");
        assertThat(ledger.verified(20)).hasSize(2);

        Recovered recovered = new HeadRecovery(ledger.config(), TestLedger.NAME).run();

        assertThat(recovered).isEqualTo(new Recovered(2, 20));
        sealsOn();
    }

    /** Its last event is older than the tail that a start reads: only the count can tell. */
    @Test
    void refusesToSealWhenTheHeadOfASilentProductIsLost() throws Exception {
        ledger.send(
                new ProducerRecord<>(
                        ledger.config().headsTopic(),
                        TestLedger.home(SILENT),
                        TestLedger.key(SILENT),
                        null));
        ledger.flush();

        assertThat(failureOfAStart(tailOfOne()))
                .isInstanceOf(HeadsMismatchException.class)
                .hasMessageContaining("heads must be 2 by the store's own count, but are 1");
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
        assertThat(failureOfAStart(ledger.config())).isInstanceOf(SealingStoppedException.class);
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
                .get(60, TimeUnit.SECONDS);
        TestLedger.await(
                "an empty ledger",
                () -> new Cluster(ledger.admin).partitionCount(ledger.topics.ledger()).isPresent());

        assertThat(failureOfAStart(ledger.config()))
                .isInstanceOf(HeadsMismatchException.class)
                .hasMessageContaining("was the ledger topic reset?");
        assertThatThrownBy(() -> new HeadRecovery(ledger.config(), TestLedger.NAME).run())
                .isInstanceOf(LedgerUnfitException.class)
                .hasMessageContaining("events were sealed, but the ledger holds 0")
                .hasMessageContaining("restore the ledger topic");
    }

    /** Its products would have other partitions, and begin there at seq 0 once more. */
    @Test
    void neverSealsOnWhenTheLedgerWasGivenMorePartitions() throws Exception {
        int more =
                IntStream.iterate(TestLedger.PARTITIONS + 1, count -> count + 1)
                        .filter(count -> homeOf(PUMP, count) != TestLedger.home(PUMP))
                        .findFirst()
                        .orElseThrow();
        for (String topic : List.of(ledger.topics.intake(), ledger.topics.ledger())) {
            ledger.admin
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(more)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
            TestLedger.await(
                    "more partitions",
                    () -> new Cluster(ledger.admin).partitionCount(topic).orElse(0) == more);
        }

        assertThatThrownBy(() -> ledger.startSealer().close())
                .isInstanceOf(LedgerUnfitException.class)
                .hasMessageContaining(ledger.topics.ledger())
                .hasMessageContaining("must have the 4 partitions that it began with")
                .hasMessageContaining("but has " + more);

        ledger.deleteTopic(ledger.config().headsTopic());
        assertThatThrownBy(() -> new HeadRecovery(ledger.config(), TestLedger.NAME).run())
                .isInstanceOf(LedgerUnfitException.class);
        assertThatThrownBy(() -> ledger.startSealer().close())
                .isInstanceOf(HeadsMismatchException.class);
    }

    private static int homeOf(Product product, int partitions) {
        return IntakeCheck.home(TestLedger.key(product), partitions);
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
                .get(60, TimeUnit.SECONDS);

        // A memory of one id could not tell: all of the intake is read again.
        try (Sealer sealer =
                ledger.startSealer(tailOfOne(), ledger.registry(), InstantSource.system())) {
            ledger.write(PUMP, 15, 20);

            assertThat(ledger.verified(25).get(PUMP)).hasSize(20).doesNotHaveDuplicates();
            TestLedger.await("intake read", () -> sealer.counters().duplicates() >= 20);
            assertThat(ledger.verified(25).get(PUMP)).hasSize(20).doesNotHaveDuplicates();
        }
    }

    private SealerConfig tailOfOne() {
        return ledger.config(1);
    }

    /** Another product of the same partition. */
    private static Product neighbourOf(Product product) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> new Product("silent-" + number))
                .filter(name -> TestLedger.home(name) == TestLedger.home(product))
                .findFirst()
                .orElseThrow();
    }

    private Throwable failureOfAStart(SealerConfig config) {
        try (Sealer sealer =
                ledger.startSealer(config, ledger.registry(), InstantSource.system())) {
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
