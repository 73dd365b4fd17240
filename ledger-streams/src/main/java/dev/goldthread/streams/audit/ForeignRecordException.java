package dev.goldthread.streams.audit;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The ledger topic holds a record that belongs to no log: its key names no product. */
public final class ForeignRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForeignRecordException(ConsumerRecord<byte[], byte[]> record, String key, Throwable cause) {
        super(
                "%s-%d, offset %d: key must name a product, but is %s: somebody else than the sealer wrote this record"
                        .formatted(record.topic(), record.partition(), record.offset(), key),
                cause);
    }
}
