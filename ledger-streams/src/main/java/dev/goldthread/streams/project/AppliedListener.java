package dev.goldthread.streams.project;

import java.util.List;

/** Is told what becomes visible; on the thread that applies, so it must be quick. */
public interface AppliedListener {

    /** These events were written into the partition's store, whether it serves yet or not. */
    void applied(int partition, List<EventKey> events);

    /** The partition's store answers from now on. */
    void serving(int partition);
}
