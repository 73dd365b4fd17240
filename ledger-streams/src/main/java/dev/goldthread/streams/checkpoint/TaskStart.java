package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.streams.checkpoint.LogStates.Marks;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What must hold before a partition's next checkpoint is signed: the store may have been lost,
 * rolled back, or be ahead of what was published. It is compared with the topic of checkpoints as
 * far as that went on since, and with the ledger; a log for which they do not agree is judged anew
 * from its first record.
 */
final class TaskStart {

    private final CheckpointerParts parts;
    private final int partition;
    private final LogStates states;
    private final Set<Product> suspects = new HashSet<>();

    TaskStart(CheckpointerParts parts, int partition, LogStates states) {
        this.parts = parts;
        this.partition = partition;
        this.states = states;
    }

    /**
     * @param mark how far the topic of checkpoints was read
     */
    record Ready(PartitionLogs logs, long mark) {}

    /** Everything committed to the ledger by now is verified, and open where it is not signed. */
    Ready run() {
        parts.alarms().withdraw(partition);
        Marks marks = states.marks();
        PartitionLogs logs = new PartitionLogs(parts, partition, states, marks.ledger());
        suspects.addAll(states.alarmed());
        long mark = compare(marks, logs);
        catchUp(logs, marks.ledger());
        logs.recheck(suspects);
        return new Ready(logs, mark);
    }

    private long compare(Marks marks, PartitionLogs logs) {
        Map<Product, PublishedNotes.Log> published;
        long end;
        try (var checkpoints = parts.checkpoints(partition)) {
            end = checkpoints.end();
            // A topic shorter than it was is another one: all of it is new.
            long from = marks.checkpoints() <= end ? marks.checkpoints() : checkpoints.begin();
            published =
                    PublishedNotes.read(
                            checkpoints,
                            from,
                            end,
                            product -> true,
                            parts.config().ledger(),
                            parts.keys().book());
        }
        published.forEach((product, notes) -> compare(product, notes, logs));
        states.forEach(
                (product, state) -> {
                    if (state.mark() >= marks.checkpoints() && !published.containsKey(product)) {
                        logs.open(product).signAgain();
                    }
                });
        return end;
    }

    private void compare(Product product, PublishedNotes.Log notes, PartitionLogs logs) {
        long stored = states.get(product).map(state -> state.tree().size()).orElse(0L);
        // A store that is ahead cannot be compared: its tree knows no earlier roots.
        if (notes.size() < stored
                || notes.trusted().isEmpty()
                || logs.open(product).expect(notes) instanceof Broken) {
            suspects.add(product);
        }
    }

    private void catchUp(PartitionLogs logs, long from) {
        try (var ledger = parts.ledger(partition)) {
            long begin = ledger.begin();
            long end = ledger.end();
            if (from < end) {
                ledger.read(
                        Math.max(begin, from),
                        end,
                        record -> {
                            suspects.addAll(logs.accept(record).stream().toList());
                            return true;
                        });
            }
        }
        logs.open()
                .forEach(
                        (product, log) -> {
                            if (log.finish() instanceof Broken) {
                                suspects.add(product);
                            }
                        });
    }
}
