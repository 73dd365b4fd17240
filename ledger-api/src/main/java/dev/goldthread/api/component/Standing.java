package dev.goldthread.api.component;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView.Position;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far one partition's answer goes: what was sealed behind it is not in it.
 *
 * @param offset of the last ledger record that the partition had applied; empty before the first
 * @param logs where the logs of products end that lie in this partition: of those that the answer
 *     names, or of all where it is that there is nothing
 */
public record Standing(OptionalLong offset, SortedMap<Product, Position> logs) {

    public Standing {
        logs = new TreeMap<>(logs);
    }

    /** What an answer stands on that was put together of both: of each the earlier end. */
    Standing and(Standing other) {
        SortedMap<Product, Position> ends = new TreeMap<>(logs);
        other.logs.forEach((log, end) -> ends.merge(log, end, Standing::earlier));
        return new Standing(
                offset.isEmpty() || other.offset.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(Math.min(offset.getAsLong(), other.offset.getAsLong())),
                ends);
    }

    private static Position earlier(Position one, Position other) {
        return one.seq() <= other.seq() ? one : other;
    }

    /** The same, of these logs alone. */
    Standing of(Collection<Product> named) {
        SortedMap<Product, Position> ends = new TreeMap<>(logs);
        ends.keySet().retainAll(named);
        return new Standing(offset, ends);
    }
}
