package dev.goldthread.streams.ledger;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record that Kafka Streams handed over, as a consumer would have: readers take those. */
public final class Consumed {

    private Consumed() {}

    public static ConsumerRecord<byte[], byte[]> of(
            Record<byte[], byte[]> record, RecordMetadata at) {
        return new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}
