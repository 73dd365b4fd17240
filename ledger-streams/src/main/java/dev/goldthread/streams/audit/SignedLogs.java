package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** What the topic of checkpoints holds, log by log. Not thread-safe. */
final class SignedLogs {

    private final LedgerName ledger;
    private final CheckpointTrust trust;
    private final Predicate<Product> wanted;
    private final Map<Product, SignedHistory> histories = new TreeMap<>();

    SignedLogs(LedgerName ledger, CheckpointTrust trust, Predicate<Product> wanted) {
        this.ledger = ledger;
        this.trust = trust;
        this.wanted = wanted;
    }

    void addAll(ConsumerRecords<byte[], byte[]> records) {
        records.forEach(this::add);
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        Product product;
        try {
            product = new Product(new String(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ForeignRecordException(record, Arrays.toString(key), e);
        }
        if (wanted.test(product)) {
            histories
                    .computeIfAbsent(
                            product, name -> new SignedHistory(new Origin(ledger, name), trust))
                    .add(record);
        }
    }

    Map<Product, SignedHistory> histories() {
        return Collections.unmodifiableMap(histories);
    }
}
