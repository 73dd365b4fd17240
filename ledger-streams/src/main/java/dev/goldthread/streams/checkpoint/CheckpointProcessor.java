package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Ed25519Signer;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.checkpoint.CheckpointerTopology.Note;
import dev.goldthread.streams.checkpoint.LogStates.Marks;
import dev.goldthread.streams.checkpoint.OpenLog.Due;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.ledger.Consumed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint step of one partition: verifies each record as it comes, signs what is new a few
 * times a second. Everything it holds is made anew in {@link #init}. One thread at a time.
 */
final class CheckpointProcessor implements Processor<byte[], byte[], byte[], Note> {

    private final CheckpointerParts parts;
    private @Nullable Task task;

    /** What one life of the task works on. */
    private record Task(
            ProcessorContext<byte[], Note> context,
            int partition,
            LogStates states,
            PartitionLogs logs,
            long mark) {}

    CheckpointProcessor(CheckpointerParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], Note> context) {
        task = null;
        int partition = context.taskId().partition();
        LogStates states = new LogStates(context.getStateStore(LogStates.NAME));
        TaskStart.Ready ready = new TaskStart(parts, partition, states).run();
        Task started = new Task(context, partition, states, ready.logs(), ready.mark());
        task = started;
        context.schedule(
                CheckpointerConfig.SIGN_INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                now -> sign(started, now));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task current = task;
        if (current == null) {
            throw new IllegalStateException("a record came before the task was started");
        }
        RecordMetadata at = current.context().recordMetadata().orElseThrow();
        current.logs()
                .accept(Consumed.of(record, at))
                .ifPresent(product -> current.logs().recheck(Set.of(product)));
    }

    /** Signs what is new; what cannot be signed now is tried again the next time. */
    private void sign(Task current, long nowMillis) {
        Optional<String> problem = refreshKeys();
        List<Map.Entry<Product, OpenLog>> logs = new ArrayList<>(current.logs().open().entrySet());
        for (Map.Entry<Product, OpenLog> each : logs) {
            try {
                sign(current, each.getKey(), each.getValue(), nowMillis);
            } catch (IllegalStateException e) {
                problem = Optional.of(String.valueOf(e.getMessage()));
                break;
            }
        }
        parts.counters().signingIs(problem);
        keep(current);
    }

    private Optional<String> refreshKeys() {
        try {
            parts.keys().refresh();
            return Optional.empty();
        } catch (KeyRefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The state is kept behind the note that speaks of it, never before. */
    private void sign(Task current, Product product, OpenLog log, long nowMillis) {
        for (Optional<Due> due = log.nextDue(parts.keys());
                due.isPresent();
                due = log.nextDue(parts.keys())) {
            Optional<Ed25519Signer> signer = parts.keys().signer(due.get().key());
            if (signer.isEmpty()) {
                current.logs().refuse(product, keyMissing(log, due.get()));
                return;
            }
            forward(current, product, signed(log, due.get(), signer.get()), nowMillis);
            log.signed(due.get());
        }
        if (log.offset() >= 0) {
            current.states().put(product, log.state(current.mark()));
        }
        current.logs().open().remove(product);
    }

    private static Alarm keyMissing(OpenLog log, Due due) {
        return new Alarm(
                log.origin().text(),
                due.checkpoint().size(),
                "key",
                due.key().toString(),
                "not at hand",
                "no key.rotated event hands this log over to the key in use; bring the old key back and run goldthread keys rotate");
    }

    private SignedNote signed(OpenLog log, Due due, Ed25519Signer signer) {
        long start = System.nanoTime();
        SignedNote note = new NoteSigner(log.origin().keyName(), signer).sign(due.checkpoint());
        parts.counters().countSigned(Duration.ofNanos(System.nanoTime() - start));
        return note;
    }

    private static void forward(Task current, Product product, SignedNote note, long nowMillis) {
        RecordHeaders headers = new RecordHeaders();
        CheckpointKind.CHECKPOINT.addTo(headers);
        current.context()
                .forward(
                        new Record<>(
                                LogStates.key(product),
                                new Note(current.partition(), note.toBytes()),
                                nowMillis,
                                headers));
    }

    /** The marks are moved only when everything before them is signed, or has its alarm kept. */
    private static void keep(Task current) {
        PartitionLogs logs = current.logs();
        LogStates states = current.states();
        logs.healed().forEach(states::removeAlarm);
        logs.healed().clear();
        logs.refused().forEach(states::putAlarm);
        logs.refused().clear();
        Marks marks = new Marks(logs.nextOffset(), current.mark());
        if (logs.open().isEmpty() && !marks.equals(states.marks())) {
            states.put(marks);
        }
    }

    @Override
    public void close() {
        if (task != null) {
            parts.alarms().withdraw(task.partition());
        }
        task = null;
    }
}
