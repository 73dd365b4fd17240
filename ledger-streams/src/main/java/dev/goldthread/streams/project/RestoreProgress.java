package dev.goldthread.streams.project;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Watches how far stores are being read back from the ledger. Thread-safe. */
public final class RestoreProgress implements StateRestoreListener {

    /**
     * A store that is being restored; offsets of the ledger partition.
     *
     * @param start where reading began
     * @param end where live processing takes over
     * @param records how many were read
     */
    public record Restoring(long start, long end, long records) {}

    private final Map<Integer, Restoring> running = new ConcurrentHashMap<>();

    /** What is being restored now, by partition. */
    public Map<Integer, Restoring> running() {
        return new TreeMap<>(running);
    }

    @Override
    public void onRestoreStart(TopicPartition ledger, String store, long start, long end) {
        running.put(ledger.partition(), new Restoring(start, end, 0));
    }

    @Override
    public void onBatchRestored(TopicPartition ledger, String store, long at, long records) {
        running.computeIfPresent(
                ledger.partition(),
                (partition, was) -> new Restoring(was.start(), was.end(), was.records() + records));
    }

    @Override
    public void onRestoreEnd(TopicPartition ledger, String store, long records) {
        running.remove(ledger.partition());
    }

    @Override
    public void onRestoreSuspended(TopicPartition ledger, String store, long records) {
        running.remove(ledger.partition());
    }
}
