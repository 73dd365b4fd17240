package dev.goldthread.streams.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ClockBehindException;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.ledger.Refusal;
import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.serde.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counters are held to at least what was done: on a busy machine a transaction may be too old and
 * be done again, and its work counts twice then. The topics are held to exactly that.
 */
class SealerIT {

    private static final Product PUMP = new Product("infusion-pump");
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
    void createLedger() {
        int number = LEDGERS.incrementAndGet();
        ledger = new TestLedger(broker, root.resolve("state" + number), "ledger" + number);
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    @Test
    void sealsEveryEventOnceInUnbrokenChains() throws Exception {
        List<Product> products =
                IntStream.range(0, 6).mapToObj(number -> new Product("product-" + number)).toList();
        try (Sealer sealer = ledger.startSealer()) {
            List<Thread> producers = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                int from = writer * 200;
                producers.add(
                        Thread.ofPlatform()
                                .start(
                                        () ->
                                                products.forEach(
                                                        product ->
                                                                ledger.write(
                                                                        product,
                                                                        from,
                                                                        from + 200))));
            }
            for (Thread producer : producers) {
                producer.join();
            }

            Map<Product, List<String>> ids = ledger.verified(3_600);

            assertThat(ids.keySet()).containsExactlyInAnyOrderElementsOf(products);
            assertThat(ids.values())
                    .allSatisfy(each -> assertThat(each).hasSize(600).doesNotHaveDuplicates());
            assertThat(sealer.counters().sealed()).isGreaterThanOrEqualTo(3_600);
            assertThat(sealer.counters().rejected()).isZero();
            assertThat(sealer.failure()).isEmpty();
        }
    }

    @Test
    void writesTheBytesOfTheIntake() {
        AcceptedEvent event = TestEvents.event(PUMP, "event-1");
        Instant before = Instant.now().minusMillis(1);
        try (Sealer sealer = ledger.startSealer()) {
            ledger.write(event);

            ConsumerRecord<byte[], byte[]> record = ledger.await(ledger.topics.ledger(), 1).get(0);

            assertThat(record.key()).isEqualTo(TestLedger.key(PUMP));
            assertThat(record.value()).isEqualTo(ledger.framed(event));
            assertThat(record.headers().toArray())
                    .extracting(header -> header.key())
                    .containsExactly("seal", "leaf");
            assertThat(TestLedger.sealedAt(record)).isBetween(before, Instant.now());
            TestLedger.await("running", () -> sealer.state() == KafkaStreams.State.RUNNING);
        }
        ConsumerRecord<byte[], byte[]> text = ledger.await(ledger.topics.schemas(), 1).get(0);
        assertThat(text.key()).isEqualTo(EventSchema.HASH.toBytes());
    }

    @Test
    void dropsRepetitionsAndRefusesConflicts() throws Exception {
        Optional<Digest> raw = Optional.of(Digest.sha256("webhook"));
        try (Sealer sealer = ledger.startSealer()) {
            ledger.write(TestEvents.event(PUMP, "event-1", "first", raw));
            ledger.write(TestEvents.event(PUMP, "event-1", "first", raw));
            ledger.write(TestEvents.event(PUMP, "event-1", "mapped anew", raw));
            ledger.write(TestEvents.event(PUMP, "event-1", "another", Optional.empty()));
            ledger.write(TestEvents.event(PUMP, "event-2"));

            assertThat(ledger.verified(2)).containsEntry(PUMP, List.of("event-1", "event-2"));
            List<ConsumerRecord<byte[], byte[]>> refused =
                    ledger.await(ledger.topics.rejected(), 1);

            assertThat(refused).hasSize(1);
            Refusal refusal = Refusal.of(refused.get(0).headers());
            assertThat(refusal.rule()).isEqualTo("id-conflict");
            assertThat(refusal.product()).contains("infusion-pump");
            assertThat(refusal.id()).contains("event-1");
            assertThat(sealer.counters().duplicates()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void refusesWhatCannotBeSealedAndGoesOn() throws Exception {
        String intake = ledger.topics.intake();
        int home = TestLedger.home(PUMP);
        byte[] key = TestLedger.key(PUMP);
        byte[] good = ledger.framed(TestEvents.event(PUMP, "event-1"));
        byte[] body = EventCodec.encode(TestEvents.event(PUMP, "event-1"));
        List<ProducerRecord<byte[], byte[]>> bad =
                List.of(
                        new ProducerRecord<>(intake, home, null, good),
                        new ProducerRecord<>(intake, home, key, null),
                        new ProducerRecord<>(intake, home, key, new byte[] {0, 0}),
                        new ProducerRecord<>(
                                intake, home, key, "{\"id\":1}".getBytes(StandardCharsets.UTF_8)),
                        new ProducerRecord<>(
                                intake,
                                home,
                                key,
                                WireFormat.write(ledger.schemaId(), new byte[] {1, 2, 3})),
                        new ProducerRecord<>(intake, home, key, WireFormat.write(9_999, body)),
                        new ProducerRecord<>(
                                intake, home, "other".getBytes(StandardCharsets.UTF_8), good),
                        new ProducerRecord<>(intake, (home + 1) % 4, key, good),
                        new ProducerRecord<>(intake, home, key, new byte[700_000]),
                        new ProducerRecord<>(intake, home, key, new byte[1_050_000]));
        try (Sealer sealer = ledger.startSealer()) {
            bad.forEach(ledger::send);
            ledger.write(TestEvents.event(PUMP, "event-1"));

            assertThat(ledger.verified(1)).containsEntry(PUMP, List.of("event-1"));
            List<ConsumerRecord<byte[], byte[]>> refused =
                    ledger.await(ledger.topics.rejected(), bad.size());

            assertThat(refused)
                    .extracting(record -> Refusal.of(record.headers()).rule())
                    .containsExactlyInAnyOrder(
                            "missing-key",
                            "missing-value",
                            "undecodable",
                            "undecodable",
                            "undecodable",
                            "unknown-schema",
                            "wrong-key",
                            "wrong-partition",
                            "too-large",
                            "too-large");
            assertThat(refused)
                    .filteredOn(record -> Refusal.of(record.headers()).rule().startsWith("wrong-"))
                    .allSatisfy(record -> assertThat(record.value()).isEqualTo(good));
            assertThat(refused)
                    .filteredOn(record -> Refusal.of(record.headers()).rule().equals("wrong-key"))
                    .allSatisfy(
                            record ->
                                    assertThat(Refusal.of(record.headers()).source())
                                            .contains("%s-%d-6".formatted(intake, home)));
            assertThat(sealer.counters().rejected()).isGreaterThanOrEqualTo(bad.size());
            assertThat(sealer.counters().rejected(RefusalRule.TOO_LARGE)).isGreaterThanOrEqualTo(2);
            assertThat(sealer.failure()).isEmpty();
        }
    }

    @Test
    void continuesTheSameLogsAfterARestart() throws Exception {
        try (Sealer first = ledger.startSealer()) {
            ledger.write(PUMP, 0, 50);
            ledger.verified(50);
            assertThat(first.counters().sealed()).isGreaterThanOrEqualTo(50);
        }
        try (Sealer second = ledger.startSealer()) {
            ledger.write(PUMP, 0, 100); // the first half once more

            assertThat(ledger.verified(100).get(PUMP)).hasSize(100).doesNotHaveDuplicates();
            assertThat(second.counters().duplicates()).isGreaterThanOrEqualTo(50);
        }
    }

    @Test
    void stopsWhenTheClockIsFarBehindTheLastSeal() {
        Instant now = Instant.now();
        try (Sealer sealer = ledger.startSealer(ledger.config(), ledger.registry(), () -> now)) {
            ledger.write(PUMP, 0, 1);
            ledger.await(ledger.topics.ledger(), 1);
            assertThat(sealer.failure()).isEmpty();
        }
        InstantSource tenMinutesBack = () -> now.minus(Duration.ofMinutes(10));
        try (Sealer sealer =
                ledger.startSealer(ledger.config(), ledger.registry(), tenMinutesBack)) {
            ledger.write(PUMP, 1, 2);

            TestLedger.await("the sealer's end", () -> sealer.failure().isPresent());

            assertThat(sealer.failure().orElseThrow())
                    .isInstanceOf(ClockBehindException.class)
                    .hasMessageContaining("set this machine's clock right");
            TestLedger.await("state ERROR", () -> sealer.state() == KafkaStreams.State.ERROR);
            assertThat(ledger.await(ledger.topics.ledger(), 1)).hasSize(1);
        }
    }

    @Test
    void sealsOnInOrderWhenTheClockJumpsForward() throws Exception {
        Instant now = Instant.now();
        AtomicReference<Instant> clock = new AtomicReference<>(now);
        try (Sealer sealer = ledger.startSealer(ledger.config(), ledger.registry(), clock::get)) {
            ledger.write(PUMP, 0, 5);
            ledger.await(ledger.topics.ledger(), 5);
            clock.set(now.plus(Duration.ofMinutes(10)));
            ledger.write(PUMP, 5, 10);

            assertThat(ledger.verified(10).get(PUMP)).hasSize(10).doesNotHaveDuplicates();
            assertThat(TestLedger.sealedAt(ledger.await(ledger.topics.ledger(), 10).getLast()))
                    .isAfterOrEqualTo(clock.get().truncatedTo(ChronoUnit.MILLIS));
            assertThat(sealer.failure()).isEmpty();
        }
    }

    @Test
    void waitsForARegistryThatIsAway() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        SchemaRegistry registry = new AwayRegistry(ledger.registry(), away, asked);
        try (Sealer sealer =
                ledger.startSealer(ledger.config(), registry, InstantSource.system())) {
            ledger.write(PUMP, 0, 5);
            ledger.flush();
            TestLedger.await("asked three times", () -> asked.get() >= 3);
            assertThat(sealer.counters().sealed()).isZero();

            away.set(false);

            assertThat(ledger.verified(5).get(PUMP)).hasSize(5);
            assertThat(sealer.counters().rejected()).isZero();
        }
    }

    /** Does not answer as long as it is away. */
    private record AwayRegistry(SchemaRegistry registry, AtomicBoolean away, AtomicInteger asked)
            implements SchemaRegistry {
        @Override
        public Optional<String> schemaText(int id) {
            asked.incrementAndGet();
            if (away.get()) {
                throw new RegistryUnavailableException("away", null);
            }
            return registry.schemaText(id);
        }

        @Override
        public int register(String subject, String schemaText) {
            return registry.register(subject, schemaText);
        }

        @Override
        public OptionalInt idOf(String subject, String schemaText) {
            return registry.idOf(subject, schemaText);
        }

        @Override
        public void setCompatibility(String subject, Compatibility level) {
            registry.setCompatibility(subject, level);
        }
    }
}
