package dev.goldthread.streams.project;

import java.util.concurrent.atomic.LongAdder;

/** What a projector did since it was started. Thread-safe. */
final class Counters {

    final LongAdder events = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder opaque = new LongAdder();
    final LongAdder seen = new LongAdder();
    final LongAdder batches = new LongAdder();
    final LongAdder flushes = new LongAdder();
    final LongAdder rebuilds = new LongAdder();

    ProjectorCounts counts() {
        return new ProjectorCounts(
                events.sum(),
                duplicates.sum(),
                opaque.sum(),
                seen.sum(),
                batches.sum(),
                flushes.sum(),
                rebuilds.sum());
    }
}
