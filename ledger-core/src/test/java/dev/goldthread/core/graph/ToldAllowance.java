package dev.goldthread.core.graph;

import java.util.ArrayList;
import java.util.List;

/** Remembers what a question says that it holds. */
public final class ToldAllowance implements NodeAllowance {

    private final List<Long> begun = new ArrayList<>();
    private long held;

    @Override
    public void begin(long nodes) {
        begun.add(nodes);
        held = nodes;
    }

    @Override
    public void add(long nodes) {
        held += nodes;
    }

    /** With how many nodes each round began. */
    public List<Long> begun() {
        return begun;
    }

    public long held() {
        return held;
    }
}
