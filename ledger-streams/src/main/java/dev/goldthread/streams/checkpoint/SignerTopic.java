package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.streams.ledger.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic in which checkpointers say with which key they sign: one partition, so that its first
 * record is the first one for everybody. Not thread-safe.
 */
final class SignerTopic {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final Map<String, Object> client;
    private final String name;

    /**
     * A record: {@code <public key in hexadecimal> <instance>}.
     *
     * @param instanceId who wrote it, for people
     */
    record Claim(Ed25519PublicKey key, String instanceId) {

        byte[] toBytes() {
            return "%s %s".formatted(key, instanceId).getBytes(StandardCharsets.UTF_8);
        }

        /**
         * @throws MalformedException when it is none
         */
        static Claim parse(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            String[] parts = text.split(" ", 2);
            if (parts.length != 2 || !parts[0].matches("[0-9a-f]{64}")) {
                throw new MalformedException("claim", "<public key> <instance>", text);
            }
            return new Claim(Ed25519PublicKey.of(HexFormat.of().parseHex(parts[0])), parts[1]);
        }
    }

    SignerTopic(CheckpointerConfig config) {
        client = config.client();
        name = config.applicationId() + "-signer";
    }

    /** Makes it where it is not there; of two who do so at once one does. */
    void ensure() {
        NewTopic topic =
                new NewTopic(name, Optional.of(1), Optional.empty())
                        .configs(
                                Map.of(
                                        "cleanup.policy",
                                        "delete",
                                        "retention.ms",
                                        "-1",
                                        "retention.bytes",
                                        "-1"));
        try (Admin admin = Admin.create(new HashMap<>(client))) {
            StoreTopic.await(admin.createTopics(List.of(topic)).all(), TopicExistsException.class);
        }
    }

    /**
     * The claim that counts.
     *
     * @throws MalformedException when something else stands there
     */
    Optional<Claim> first() {
        AtomicReference<byte[]> found = new AtomicReference<>();
        try (PartitionReader reader = new PartitionReader(client, new TopicPartition(name, 0))) {
            reader.read(
                    reader.begin(),
                    reader.end(),
                    record -> {
                        found.set(record.value() == null ? new byte[0] : record.value());
                        return false;
                    });
        }
        return Optional.ofNullable(found.get()).map(Claim::parse);
    }

    /** Returns when every replica that is in sync has it. */
    void add(Claim claim) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            // Without a key, so that no compaction could put a later claim in place of the first.
            producer.send(new ProducerRecord<>(name, 0, null, claim.toBytes()))
                    .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(
                    "topic %s must say who signs checkpoints, but did not take it: %s; look at the cluster, then start again"
                            .formatted(name, e),
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
