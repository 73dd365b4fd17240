package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.streams.ledger.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Rewrites the topic from which sealers restore their heads. Not thread-safe. */
final class HeadsTopic implements AutoCloseable {

    private final SealerConfig config;
    private final Cluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;

    HeadsTopic(SealerConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
        Map<String, Object> settings = new HashMap<>(config.client());
        settings.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.applicationId() + "-recover-heads");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000);
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions(); // aborts what a killed recovery left open
    }

    /**
     * Puts each partition's heads in place of those there, a transaction per partition.
     *
     * @param heads by partition
     * @throws LedgerUnfitException when a head on the topic is ahead of the ledger; nothing is
     *     written then
     */
    void replace(List<Map<Product, LogHead>> heads) {
        Map<Integer, Set<String>> surplus = new LinkedHashMap<>();
        for (int partition = 0; partition < heads.size(); partition++) {
            Map<String, byte[]> present = present(partition);
            refuseShorterLedger(present, heads.get(partition));
            Set<String> gone = new TreeSet<>(present.keySet());
            heads.get(partition).keySet().forEach(product -> gone.remove(product.name()));
            surplus.put(partition, gone);
        }
        surplus.forEach((partition, gone) -> write(partition, gone, heads.get(partition)));
    }

    private Map<String, byte[]> present(int partition) {
        TopicPartition place = new TopicPartition(config.headsTopic(), partition);
        cluster.awaitDecided(place);
        Map<String, byte[]> present = new HashMap<>();
        try (PartitionReader reader = new PartitionReader(config.client(), place)) {
            reader.read(
                    reader.begin(),
                    reader.end(),
                    record -> {
                        keepLatest(present, record);
                        return true;
                    });
        }
        return present;
    }

    private static void keepLatest(
            Map<String, byte[]> present, ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || HeadStore.isCountKey(record.key())) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            present.remove(key);
        } else {
            present.put(key, record.value());
        }
    }

    /** What was sealed once and is gone would be sealed over: a fork. */
    private static void refuseShorterLedger(
            Map<String, byte[]> present, Map<Product, LogHead> heads) {
        present.forEach(
                (name, value) -> {
                    long found =
                            Product.isName(name)
                                    ? heads.getOrDefault(new Product(name), LogHead.EMPTY).size()
                                    : 0;
                    long sealed = size(value);
                    if (sealed > found) {
                        throw new LedgerUnfitException(
                                "log %s, seq %d: %d events were sealed, but the ledger holds %d; restore the ledger topic from a backup or a mirror"
                                        .formatted(name, found, sealed, found));
                    }
                });
    }

    /** A head that cannot be read says nothing; it is what recovery is for. */
    private static long size(byte[] head) {
        try {
            return LogHead.parse(head).size();
        } catch (MalformedException e) {
            return 0;
        }
    }

    private void write(int partition, Set<String> gone, Map<Product, LogHead> heads) {
        producer.beginTransaction();
        gone.forEach(
                name -> send(partition, name.getBytes(StandardCharsets.UTF_8), Optional.empty()));
        heads.forEach(
                (product, head) ->
                        send(partition, HeadStore.key(product), Optional.of(head.toBytes())));
        Optional<byte[]> count =
                heads.isEmpty()
                        ? Optional.empty()
                        : Optional.of(HeadStore.countValue(heads.size()));
        send(partition, HeadStore.countKey(), count);
        producer.commitTransaction();
    }

    /** Nobody asks each send: a transaction with a failed one cannot be committed. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(int partition, byte[] key, Optional<byte[]> value) {
        producer.send(
                new ProducerRecord<>(config.headsTopic(), partition, key, value.orElse(null)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
