package dev.goldthread.streams.project;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;

/**
 * Restores a store by applying the ledger, exactly as live processing does.
 *
 * <p>The public callback of Kafka Streams shows neither headers nor offsets, so this one class
 * implements an internal interface of Kafka Streams 4.3.1; nothing else here touches its internals.
 */
final class LedgerRestore implements RecordBatchingStateRestoreCallback {

    private final GraphStore store;

    LedgerRestore(GraphStore store) {
        this.store = store;
    }

    @Override
    public void restoreBatch(Collection<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(store::apply);
        store.write();
    }
}
