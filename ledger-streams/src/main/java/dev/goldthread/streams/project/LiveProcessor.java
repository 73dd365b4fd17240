package dev.goldthread.streams.project;

import dev.goldthread.core.graph.Fold;
import dev.goldthread.streams.ledger.Consumed;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Feeds the store of one partition while it is up to date, and lets it serve as long as it is. */
final class LiveProcessor implements Processor<byte[], byte[], Void, Void> {

    /** Streams looks at its punctuators after each round of records; so often at most. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(1);

    private final String storeName;
    private final Recovery recovery;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable GraphStore store;

    LiveProcessor(String storeName, Recovery recovery) {
        this.storeName = storeName;
        this.recovery = recovery;
    }

    /** Streams calls this when the store is restored. */
    @Override
    public void init(ProcessorContext<Void, Void> newContext) {
        GraphStore restored = newContext.getStateStore(storeName);
        context = newContext;
        store = restored;
        newContext.schedule(
                LOOK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> restored.writeWhenDue());
        restored.serve();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null || store == null) {
            throw new IllegalStateException("init must come before process");
        }
        RecordMetadata at = context.recordMetadata().orElseThrow();
        try {
            store.apply(Consumed.of(record, at));
        } catch (Fold.GapException | StoreDamagedException e) {
            if (!recovery.allowsRebuild(e)) {
                throw e;
            }
            throw new TaskCorruptedException(Set.of(context.taskId()));
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.withdraw();
        }
    }
}
