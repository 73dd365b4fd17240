package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.bundle.Trust;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.CompactRange;
import dev.goldthread.core.seal.CosignatureV1;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Holds the key of a log and of a witness, and writes the topic of checkpoints itself, so that a
 * test decides what is signed, and when.
 */
final class SigningHand implements AutoCloseable {

    private static final LedgerTopics TOPICS = LedgerTopics.DEFAULT;
    private static final Ed25519PrivateKey LOG_KEY = key(1);
    private static final Ed25519PrivateKey WITNESS_KEY = key(2);
    private static final VerifierKey WITNESS =
            new VerifierKey(
                    new KeyName("witness.example.net"),
                    SignatureType.COSIGNATURE_V1,
                    WITNESS_KEY.publicKey());

    private final Map<String, Object> client;
    private final KafkaProducer<byte[], byte[]> producer;

    SigningHand(Map<String, Object> client) {
        this.client = client;
        this.producer =
                new KafkaProducer<>(
                        new HashMap<>(client),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    private static Ed25519PrivateKey key(int number) {
        byte[] seed = new byte[Ed25519PrivateKey.SEED_BYTES];
        seed[31] = (byte) number;
        return Ed25519PrivateKey.ofSeed(seed);
    }

    private static NoteSigner signer(Origin origin) {
        return new NoteSigner(origin.keyName(), LOG_KEY);
    }

    static String key(Origin origin) {
        return signer(origin).verifierKey().text();
    }

    static String witness() {
        return WITNESS.text();
    }

    static Trust trust(Origin origin) {
        return new Trust(List.of(signer(origin).verifierKey()), List.of(WITNESS), 1, List.of());
    }

    /** Signs these sizes; the last is cosigned and stamped, and comes twice, as after a restart. */
    void sign(Origin origin, int... sizes) {
        List<Digest> leaves = leaves(origin, sizes[sizes.length - 1]);
        SignedNote note = signer(origin).sign(checkpoint(origin, leaves, 0));
        for (int size : sizes) {
            note = signer(origin).sign(checkpoint(origin, leaves, size));
            send(origin, "checkpoint", note.toBytes());
        }
        send(origin, "checkpoint", note.toBytes());
        NoteSigner stranger = new NoteSigner(origin.keyName(), key(3));
        send(origin, "checkpoint", stranger.sign(checkpoint(origin, leaves, 1)).toBytes());
        send(origin, "cosignature", new SignedNote(note.text(), List.of(cosign(note))).toBytes());
        ProducerRecord<byte[], byte[]> stamp = record(origin, "timestamp", new byte[] {0x30, 0});
        stamp.headers().add("note", Digest.sha256(note.toBytes()).toBytes());
        producer.send(stamp);
        producer.flush();
    }

    /** What the stolen key can sign: another root of that size. */
    SignedNote fork(Origin origin, int size) {
        return signer(origin).sign(new Checkpoint(origin.text(), size, Digest.sha256("forked")));
    }

    private static Checkpoint checkpoint(Origin origin, List<Digest> leaves, int size) {
        CompactRange tree = CompactRange.EMPTY;
        for (Digest leaf : leaves.subList(0, size)) {
            tree = tree.append(leaf);
        }
        return Checkpoint.of(origin, tree);
    }

    private static NoteSignature cosign(SignedNote note) {
        long timeSeconds = 1_780_000_000;
        byte[] signature = WITNESS_KEY.sign(CosignatureV1.message(timeSeconds, note.text()));
        byte[] blob =
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(timeSeconds)
                        .put(signature)
                        .array();
        return new NoteSignature(WITNESS.name(), WITNESS.keyId(), blob);
    }

    private void send(Origin origin, String kind, byte[] value) {
        producer.send(record(origin, kind, value));
    }

    private static ProducerRecord<byte[], byte[]> record(Origin origin, String kind, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(TOPICS.checkpoints(), name(origin), value);
        record.headers().add("kind", kind.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static byte[] name(Origin origin) {
        return origin.product().name().getBytes(StandardCharsets.UTF_8);
    }

    private List<Digest> leaves(Origin origin, int count) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        List<Digest> leaves = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TOPICS.ledger()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(180).toNanos();
            while (leaves.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                record -> {
                                    if (Arrays.equals(record.key(), name(origin))) {
                                        leaves.add(
                                                Digest.of(
                                                        LedgerHeaders.value(
                                                                record.headers(),
                                                                LedgerHeaders.LEAF)));
                                    }
                                });
            }
        }
        assertThat(leaves.size()).isGreaterThanOrEqualTo(count);
        return leaves;
    }

    @Override
    public void close() {
        producer.close();
    }
}
