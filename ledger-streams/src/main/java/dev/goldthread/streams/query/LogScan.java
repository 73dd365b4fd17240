package dev.goldthread.streams.query;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.ledger.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a product's events one after the other from the ledger. For one thread at a time. */
final class LogScan {

    private final Map<String, Object> client;
    private final LedgerRecordReader records;

    LogScan(Map<String, Object> client, LedgerRecordReader records) {
        this.client = client;
        this.records = records;
    }

    /**
     * @param from offset of the product's first entry
     * @param end after its last
     * @param sink takes each event that can be read, with its seal
     */
    void scan(
            TopicPartition partition,
            Product product,
            long from,
            long end,
            BiConsumer<Event, Seal> sink) {
        byte[] key = product.name().getBytes(StandardCharsets.UTF_8);
        try (PartitionReader reader = new PartitionReader(client, partition)) {
            reader.read(
                    from,
                    end,
                    record -> {
                        if (Arrays.equals(record.key(), key)) {
                            Seal seal =
                                    Seal.parse(
                                            LedgerHeaders.value(
                                                    record.headers(), LedgerHeaders.SEAL));
                            records.event(record)
                                    .ifPresent(event -> sink.accept(event.event(), seal));
                        }
                        return true;
                    });
        }
    }
}
