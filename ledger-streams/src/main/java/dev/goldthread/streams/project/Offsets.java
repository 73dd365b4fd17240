package dev.goldthread.streams.project;

import java.util.List;
import java.util.stream.Stream;

/** Ledger offsets of events, in order, found as far as somebody asks. For one thread. */
public interface Offsets {

    /** There is no further one. */
    long NONE = Long.MAX_VALUE;

    /**
     * The first one at or behind an offset.
     *
     * @param atLeast never less than in the call before
     */
    long from(long atLeast);

    /** All of them; instead of {@link #from}, not beside it. */
    default Stream<Long> stream() {
        return Stream.iterate(from(0), at -> at != NONE, at -> from(at + 1));
    }

    /** What at least one of them holds. */
    static Offsets anyOf(List<Offsets> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : atLeast ->
                        parts.stream().mapToLong(part -> part.from(atLeast)).min().orElse(NONE);
    }
}
