package dev.goldthread.streams.project;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Watches how far stores are being read back from the ledger. Thread-safe. */
public final class RestoreProgress implements StateRestoreListener {

    /**
     * A store that is being restored; offsets of the ledger partition.
     *
     * @param start where reading began
     * @param end where live processing takes over
     * @param next how far it has come: the offset that is read next
     * @param records how many were read
     */
    public record Restoring(long start, long end, long next, long records) {

        /** Offsets still to be read; transaction markers are among them. */
        public long remaining() {
            return Math.max(0, end - next);
        }
    }

    private final Map<Integer, Restoring> running = new ConcurrentHashMap<>();
    private final Map<Integer, String> lost = new ConcurrentHashMap<>();
    private final RestoreLines lines;

    /**
     * @param lines are said to people, by any thread
     */
    RestoreProgress(Consumer<String> lines) {
        this.lines = new RestoreLines(lines, System::nanoTime);
    }

    /** There is no store of the partition, unless it is known why already. */
    void missing(int partition) {
        lost.putIfAbsent(partition, "there is none here yet");
    }

    /** The partition's store cannot be used and begins anew. */
    void lost(int partition, String because) {
        lost.put(partition, because);
    }

    /** What is being restored now, by partition. */
    public Map<Integer, Restoring> running() {
        return new TreeMap<>(running);
    }

    /** Offsets that all of them still have to read. */
    public long remaining() {
        return running.values().stream().mapToLong(Restoring::remaining).sum();
    }

    @Override
    public void onRestoreStart(TopicPartition ledger, String store, long start, long end) {
        Restoring all = new Restoring(start, end, start, 0);
        running.put(ledger.partition(), all);
        Optional<String> because = Optional.ofNullable(lost.remove(ledger.partition()));
        lines.began(ledger.partition(), because, all);
    }

    @Override
    public void onBatchRestored(TopicPartition ledger, String store, long at, long records) {
        Restoring so =
                running.computeIfPresent(
                        ledger.partition(),
                        (partition, was) ->
                                new Restoring(
                                        was.start(), was.end(), at + 1, was.records() + records));
        if (so != null) {
            lines.came(ledger.partition(), so);
        }
    }

    @Override
    public void onRestoreEnd(TopicPartition ledger, String store, long records) {
        running.remove(ledger.partition());
        lines.ended(ledger.partition(), records);
    }

    @Override
    public void onRestoreSuspended(TopicPartition ledger, String store, long records) {
        running.remove(ledger.partition());
        lines.broken(ledger.partition());
    }
}
