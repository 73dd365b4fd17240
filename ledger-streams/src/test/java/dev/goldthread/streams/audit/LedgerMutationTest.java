package dev.goldthread.streams.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.streams.checkpoint.CheckpointKind;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.SchemaArchive.Archived;
import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.verify.KnownSchemas;
import dev.goldthread.streams.verify.LogVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** One or two bytes of a ledger change, anywhere: each time it is found, and where. */
class LedgerMutationTest {

    private static final long SEED = Long.getLong("goldthread.tamper.seed", 20_260_106L);
    private static final int MUTATIONS = 20_000;
    private static final int NOTE_MUTATIONS = 2_000;
    private static final int SCHEMA_ID = 7;
    private static final LedgerName LEDGER = new LedgerName("ledger.example.org");
    private static final Product PUMP = new Product("pump");
    private static final Product MONITOR = new Product("monitor");
    private static final Ed25519PrivateKey KEY = Ed25519PrivateKey.ofSeed(new byte[32]);
    private static final CheckpointTrust TRUST =
            new CheckpointTrust(
                    (origin, size) -> List.of(new NoteSigner(origin.keyName(), KEY).verifierKey()),
                    List.of(),
                    0,
                    List.of());

    private final List<ConsumerRecord<byte[], byte[]>> sealed = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> notes = new ArrayList<>();
    private final Random random = new Random(SEED);

    LedgerMutationTest() {
        for (Product product : List.of(PUMP, MONITOR)) {
            MerkleTree tree = new MerkleTree();
            int partition = product.equals(PUMP) ? 0 : 1;
            sealed.addAll(LogRecords.log(product, partition, 6, SCHEMA_ID, tree));
            for (long size : new long[] {3, 6}) {
                notes.add(note(product, size, Proofs.root(tree, size)));
            }
        }
    }

    @Test
    void everyMutationOfARecordIsFoundWhereItIs() {
        SignedLogs signed = signed(notes);
        assertThat(broken(sealed, signed)).as("untouched").isEmpty();
        for (int i = 0; i < MUTATIONS; i++) {
            int at = random.nextInt(sealed.size());
            ConsumerRecord<byte[], byte[]> before = sealed.get(at);
            List<ConsumerRecord<byte[], byte[]>> spoilt = new ArrayList<>(sealed);
            spoilt.set(at, mutated(before));
            String what = "seed %d, mutation %d, record %d".formatted(SEED, i, at);
            try {
                List<Broken> found = broken(spoilt, signed);
                assertThat(found)
                        .as(what)
                        .anySatisfy(
                                broken -> {
                                    assertThat(broken.origin().product().name())
                                            .isEqualTo(text(before.key()));
                                    assertThat(broken.seq()).isEqualTo(before.offset());
                                });
            } catch (ForeignRecordException e) {
                assertThat(e)
                        .as(what)
                        .hasMessageContaining(
                                "ledger-%d, offset %d"
                                        .formatted(before.partition(), before.offset()));
            }
        }
        assertThat(broken(sealed, signed)).as("untouched").isEmpty();
    }

    @Test
    void everyMutationOfACheckpointIsFound() {
        for (int i = 0; i < NOTE_MUTATIONS; i++) {
            List<ConsumerRecord<byte[], byte[]>> spoilt = new ArrayList<>(notes);
            int at = random.nextInt(notes.size());
            ConsumerRecord<byte[], byte[]> before = notes.get(at);
            ConsumerRecord<byte[], byte[]> after =
                    random.nextInt(20) == 0
                            ? copy(before, spoil(before.key()), before.value())
                            : copy(before, before.key(), spoil(before.value()));
            spoilt.set(at, after);
            try {
                assertThat(broken(sealed, signed(spoilt)))
                        .as("seed %d, mutation %d: %s", SEED, i, text(after.value()))
                        .anySatisfy(
                                broken ->
                                        assertThat(broken.origin().product().name())
                                                .isEqualTo(text(after.key())));
            } catch (ForeignRecordException e) {
                assertThat(e).hasMessageContaining("offset " + before.offset());
            }
        }
    }

    private ConsumerRecord<byte[], byte[]> mutated(ConsumerRecord<byte[], byte[]> record) {
        byte[] seal = LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL);
        byte[] leaf = LedgerHeaders.value(record.headers(), LedgerHeaders.LEAF);
        byte[] key = record.key();
        byte[] value = record.value();
        switch (random.nextInt(5)) {
            case 0 -> key = spoil(key);
            case 1 -> value = spoil(value);
            case 2 -> value = spoilFront(value, 5); // the schema id's prefix
            case 3 -> seal = spoil(seal);
            default -> leaf = spoil(leaf);
        }
        return LogRecords.record(record.partition(), record.offset(), key, value, seal, leaf);
    }

    private byte[] spoil(byte[] bytes) {
        return spoilFront(bytes, bytes.length);
    }

    /** Changes one or two neighbouring bytes. */
    private byte[] spoilFront(byte[] bytes, int front) {
        byte[] spoilt = bytes.clone();
        int at = random.nextInt(front);
        spoilt[at] ^= (byte) (1 + random.nextInt(255));
        if (random.nextBoolean() && at + 1 < front) {
            spoilt[at + 1] ^= (byte) (1 + random.nextInt(255));
        }
        return spoilt;
    }

    private static List<Broken> broken(
            List<ConsumerRecord<byte[], byte[]>> records, SignedLogs signed) {
        try (LedgerPass pass =
                new LedgerPass(
                        product -> true, (product, partition) -> log(product, partition, signed))) {
            pass.judge(batch(records));
            return pass.finish(signed.histories()).stream()
                    .map(LogReport::verdict)
                    .filter(Broken.class::isInstance)
                    .map(Broken.class::cast)
                    .toList();
        }
    }

    private static LogVerifier log(Product product, int partition, SignedLogs signed) {
        Archived ours = new Archived(EventSchema.TEXT, EventSchema.SCHEMA);
        KnownSchemas schemas =
                new KnownSchemas(
                        hash ->
                                hash.equals(EventSchema.HASH)
                                        ? Optional.of(ours)
                                        : Optional.empty(),
                        Optional.of(new OneSchema()));
        LogVerifier log = new LogVerifier(new Origin(LEDGER, product), partition, schemas);
        Optional.ofNullable(signed.histories().get(product))
                .ifPresent(history -> history.checkpoints().forEach(log::expect));
        return log;
    }

    private static SignedLogs signed(List<ConsumerRecord<byte[], byte[]>> notes) {
        SignedLogs signed = new SignedLogs(LEDGER, TRUST, product -> true);
        notes.forEach(signed::add);
        return signed;
    }

    private static ConsumerRecords<byte[], byte[]> batch(
            List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byPartition
                    .computeIfAbsent(
                            new TopicPartition(record.topic(), record.partition()),
                            key -> new ArrayList<>())
                    .add(record);
        }
        return new ConsumerRecords<>(byPartition, Map.of());
    }

    private ConsumerRecord<byte[], byte[]> note(Product product, long size, Digest root) {
        Origin origin = new Origin(LEDGER, product);
        byte[] note =
                new NoteSigner(origin.keyName(), KEY)
                        .sign(new Checkpoint(origin.text(), size, root))
                        .toBytes();
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        "checkpoints",
                        0,
                        notes.size(),
                        product.name().getBytes(StandardCharsets.UTF_8),
                        note);
        CheckpointKind.CHECKPOINT.addTo(record.headers());
        return record;
    }

    private static ConsumerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> record, byte[] key, byte[] value) {
        ConsumerRecord<byte[], byte[]> copy =
                new ConsumerRecord<>(
                        record.topic(), record.partition(), record.offset(), key, value);
        CheckpointKind.CHECKPOINT.addTo(copy.headers());
        return copy;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A registry with one schema. */
    private static final class OneSchema implements SchemaRegistry {

        @Override
        public Optional<String> schemaText(int id) {
            return id == SCHEMA_ID ? Optional.of(EventSchema.TEXT) : Optional.empty();
        }

        @Override
        public int register(String subject, String schemaText) {
            throw new AssertionError("a verifier registers nothing");
        }

        @Override
        public OptionalInt idOf(String subject, String schemaText) {
            throw new AssertionError("a verifier asks by id");
        }

        @Override
        public void setCompatibility(String subject, Compatibility level) {
            throw new AssertionError("a verifier sets nothing");
        }
    }
}
