package dev.goldthread.streams.query;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.Corrections;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.EventIndex.Stretch;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.LoggedEvent;
import dev.goldthread.streams.project.Offsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks for events of one product, page by page, in the order of its log. Where an index knows
 * something of what is looked for, only events in all the lists are read; else the log is walked,
 * and stretches that lie outside the time asked for are stepped over. Either way a page costs a
 * bounded number of reads: one that has found little by then says where to go on. For one thread.
 */
public final class EventSearch {

    /** Events read from disk for a page. */
    static final int READS_MAX = 20_000;

    /** Looks into lists, or stretches stepped over, for a page. */
    static final int STEPS_MAX = 200_000;

    private static final int STRETCH = EventIndex.STRETCH;
    private static final int STRETCHES_AT_ONCE = 256;

    /**
     * Where a page ended.
     *
     * @param end position of the log that the first page stood on, so that events sealed since then
     *     change nothing
     * @param at what is looked at next: a ledger offset where an index is used, else a seq
     */
    public record Cursor(long end, long at) {}

    /**
     * Some of what was looked for.
     *
     * @param asOf the position that the answer stands on
     * @param corrections of events of the log as of it, found or not
     * @param absent by those found that correct some, the events that the log does not have
     * @param next where to go on; empty at the end
     */
    public record Page(
            Product product,
            Position asOf,
            List<LoggedEvent> events,
            Corrections corrections,
            Map<EventId, Set<NodeRef>> absent,
            Optional<Cursor> next) {
        public Page {
            events = List.copyOf(events);
            absent = Map.copyOf(absent);
        }
    }

    private final GraphReader graph;
    private final EventIndex index;
    private final Product product;
    private final EventFilter filter;
    private final Optional<Instant> validAt;
    private final int limit;
    private final List<LoggedEvent> found = new ArrayList<>();
    private int reads;
    private int steps;

    private EventSearch(
            GraphReader graph,
            Product product,
            EventFilter filter,
            Optional<Instant> validAt,
            int limit) {
        this.graph = graph;
        this.index = graph.index();
        this.product = product;
        this.filter = filter;
        this.validAt = validAt;
        this.limit = limit;
    }

    /**
     * The next page.
     *
     * @param after where the page before ended, of the same question
     * @param limit of events in a page, 1 or more
     * @return empty for an unknown product
     * @throws AsOf.NotYetException when the log does not reach that far
     */
    public static Optional<Page> page(
            GraphReader graph,
            Product product,
            EventFilter filter,
            AsOf asOf,
            Optional<Cursor> after,
            int limit) {
        AsOf state =
                after.map(cursor -> new AsOf(new AsOf.Recorded.UpTo(cursor.end()), asOf.validAt()))
                        .orElse(asOf);
        GraphView then = state.of(graph, product);
        return then.position(product)
                .map(
                        end ->
                                new EventSearch(graph, product, filter, asOf.validAt(), limit)
                                        .page(end, after, then.corrections(product)));
    }

    private Page page(Position end, Optional<Cursor> after, Corrections corrections) {
        long first = firstSeq();
        long last = Math.min(end.seq(), lastSeq());
        OptionalLong next = OptionalLong.empty();
        if (first <= last) {
            next =
                    filter.isIndexed()
                            ? throughLists(
                                    after.map(Cursor::at).orElseGet(() -> offset(first)),
                                    offset(last))
                            : throughLog(after.map(Cursor::at).orElse(first), last);
        }
        return new Page(
                product,
                end,
                found,
                corrections,
                new AbsentEvents(graph, end.seq()).correctedBy(found),
                next.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Cursor(end.seq(), next.getAsLong())));
    }

    /** Times of recording never go back, so they bound the stretch of the log. */
    private long firstSeq() {
        return filter.recorded()
                .from()
                .flatMap(time -> graph.positionAt(product, time.minusNanos(1_000)))
                .map(before -> before.seq() + 1)
                .orElse(0L);
    }

    private long lastSeq() {
        return filter.recorded().to().isEmpty()
                ? Long.MAX_VALUE
                : filter.recorded()
                        .to()
                        .flatMap(time -> graph.positionAt(product, time.minusNanos(1_000)))
                        .map(Position::seq)
                        .orElse(-1L);
    }

    private long offset(long seq) {
        return index.offset(product, seq).orElseThrow();
    }

    /** Each list in turn skips to what the others have reached. */
    private OptionalLong throughLists(long from, long last) {
        List<Offsets> lists = filter.indexed(index, product);
        long reached = from;
        int agreed = 0;
        for (int at = 0; ; at = (at + 1) % lists.size()) {
            long next = lists.get(at).from(reached);
            if (next > last) {
                return OptionalLong.empty();
            }
            agreed = next == reached ? agreed + 1 : 1;
            reached = next;
            if (agreed >= lists.size()) {
                look(reached);
                reached++;
                agreed = 0;
            }
            if (++steps >= STEPS_MAX || isFull()) {
                return OptionalLong.of(reached);
            }
        }
    }

    private OptionalLong throughLog(long from, long last) {
        long seq = from;
        while (seq <= last) {
            if (seq % STRETCH == 0) {
                seq = behindStretchesElsewhere(seq);
                if (seq > last) {
                    break;
                }
            }
            long count = Math.min(STRETCH - seq % STRETCH, last - seq + 1);
            for (long offset : index.offsets(product, seq, (int) count)) {
                look(offset);
                seq++;
                if (isFull()) {
                    return seq <= last ? OptionalLong.of(seq) : OptionalLong.empty();
                }
            }
            if (steps >= STEPS_MAX) {
                return seq <= last ? OptionalLong.of(seq) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /**
     * @param from seq at which a stretch begins
     * @return seq of the next stretch that may hold something, or at which to stop
     */
    private long behindStretchesElsewhere(long from) {
        if (filter.occurred().equals(EventFilter.Window.ALWAYS) && validAt.isEmpty()) {
            return from;
        }
        long seq = from;
        while (steps < STEPS_MAX) {
            List<Stretch> stretches = index.stretches(product, seq / STRETCH, STRETCHES_AT_ONCE);
            if (stretches.isEmpty()) {
                return seq;
            }
            for (Stretch stretch : stretches) {
                if (filter.occurred().touches(stretch.earliest(), stretch.latest())
                        && validAt.filter(stretch.earliest()::isAfter).isEmpty()) {
                    return seq;
                }
                seq += STRETCH;
                steps++;
            }
        }
        return seq;
    }

    private void look(long offset) {
        reads++;
        index.event(offset)
                .filter(logged -> validAt.filter(logged.event().occurredAt()::isAfter).isEmpty())
                .filter(logged -> filter.takes(logged, product))
                .ifPresent(found::add);
    }

    private boolean isFull() {
        return found.size() >= limit || reads >= READS_MAX;
    }
}
