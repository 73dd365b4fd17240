package dev.goldthread.streams.project;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.population.SourceCount;
import dev.goldthread.core.population.SourceStatus.Range;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rocksdb.Snapshot;

/**
 * How far each source of a product has counted: kept added up, because a sum is one short row for
 * each source and not one for each event. Alone among the rows these are changed in place; they are
 * written with the log's end, so an entry is never added twice. For one thread.
 *
 * <pre>
 * U product source            [events(8) counted(8) last_seen_at(8) tool(rest)]
 * N product source 00 page(8) [which numbers of 1,024, as bits]
 * </pre>
 */
final class SourceRows {

    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    /** How many sources, and pages of their numbers, are kept between batches. */
    private static final int KEPT_MAX = 1_024;

    private record Name(Product product, String uri) {}

    private record Page(Name source, long number) {}

    private record Sum(long events, long counted, long lastSeenMicros, String tool) {

        private static final int HEAD_BYTES = 3 * Long.BYTES;

        static Sum parse(byte[] row) {
            ByteBuffer head = ByteBuffer.wrap(row);
            return new Sum(
                    head.getLong(),
                    head.getLong(),
                    head.getLong(),
                    new String(row, HEAD_BYTES, row.length - HEAD_BYTES, StandardCharsets.UTF_8));
        }

        byte[] toBytes() {
            byte[] name = tool.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(HEAD_BYTES + name.length)
                    .putLong(events)
                    .putLong(counted)
                    .putLong(lastSeenMicros)
                    .put(name)
                    .array();
        }
    }

    private final GraphDatabase database;
    private final Map<Name, Sum> sums = new HashMap<>();
    private final Map<Page, BitSet> pages = new HashMap<>();
    private final Set<Name> changedSums = new HashSet<>();
    private final Set<Page> changedPages = new HashSet<>();

    SourceRows(GraphDatabase database) {
        this.database = database;
    }

    void count(EventOutline event, Instant sealedAt) {
        Name name = new Name(event.product(), event.source().uri());
        Sum before = sums.computeIfAbsent(name, this::storedSum);
        sums.put(
                name,
                new Sum(
                        before.events() + 1,
                        before.counted() + (event.source().seq().isPresent() ? 1 : 0),
                        Math.max(before.lastSeenMicros(), LogEntry.micros(sealedAt)),
                        event.source().tool()));
        changedSums.add(name);
        if (event.source().seq().isPresent()) {
            long number = event.source().seq().getAsLong();
            Page page = new Page(name, number >> PAGE_BITS);
            pages.computeIfAbsent(page, this::storedPage).set((int) (number & (PAGE - 1)));
            changedPages.add(page);
        }
    }

    private Sum storedSum(Name name) {
        byte[] key = GraphKeys.source(name.product(), name.uri());
        byte[] row = database.surelyLacksSource(key) ? null : database.get(Family.SOURCE, key);
        return row == null ? new Sum(0, 0, 0, "") : Sum.parse(row);
    }

    private BitSet storedPage(Page page) {
        byte[] key = key(page);
        byte[] row = database.surelyLacksSource(key) ? null : database.get(Family.SOURCE, key);
        return row == null ? new BitSet(PAGE) : BitSet.valueOf(row);
    }

    private static byte[] key(Page page) {
        return GraphKeys.numbers(page.source().product(), page.source().uri(), page.number());
    }

    /** Adds a row for each sum that changed. */
    void moveTo(RowBatch batch) {
        for (Name name : changedSums) {
            Sum sum = sums.getOrDefault(name, new Sum(0, 0, 0, ""));
            batch.put(Family.SOURCE, GraphKeys.source(name.product(), name.uri()), sum.toBytes());
        }
        for (Page page : changedPages) {
            BitSet bits = pages.getOrDefault(page, new BitSet());
            batch.put(Family.SOURCE, key(page), bits.toByteArray());
        }
        changedSums.clear();
        changedPages.clear();
        if (sums.size() > KEPT_MAX || pages.size() > KEPT_MAX) {
            sums.clear();
            pages.clear();
        }
    }

    /** Every source of a product, by its address. */
    static List<SourceCount> read(GraphDatabase database, Snapshot snapshot, Product product) {
        byte[] from = GraphKeys.sources(product);
        List<SourceCount> counts = new ArrayList<>();
        try (RowCursor rows = database.scan(Family.SOURCE, snapshot, from, GraphKeys.end(from))) {
            for (; rows.isAtRow(); rows.next()) {
                String uri = GraphKeys.uriOfSource(rows.key(), product);
                Sum sum = Sum.parse(rows.value());
                counts.add(
                        new SourceCount(
                                uri,
                                sum.tool(),
                                sum.events(),
                                sum.counted(),
                                sum.counted() == 0
                                        ? List.of()
                                        : numbers(database, snapshot, product, uri),
                                LogEntry.instant(sum.lastSeenMicros())));
            }
        }
        return counts;
    }

    private static List<Range> numbers(
            GraphDatabase database, Snapshot snapshot, Product product, String uri) {
        List<Range> ranges = new ArrayList<>();
        byte[] from = GraphKeys.allNumbers(product, uri);
        try (RowCursor rows = database.scan(Family.SOURCE, snapshot, from, GraphKeys.end(from))) {
            for (; rows.isAtRow(); rows.next()) {
                long base = GraphKeys.pageOf(rows.key()) << PAGE_BITS;
                BitSet bits = BitSet.valueOf(rows.value());
                for (int at = bits.nextSetBit(0); at >= 0; ) {
                    int end = bits.nextClearBit(at);
                    add(new Range(base + at, base + end - 1), ranges);
                    at = bits.nextSetBit(end);
                }
            }
        }
        return ranges;
    }

    private static void add(Range next, List<Range> ranges) {
        if (!ranges.isEmpty() && ranges.getLast().last() + 1 == next.first()) {
            Range before = ranges.removeLast();
            ranges.add(new Range(before.first(), next.last()));
        } else {
            ranges.add(next);
        }
    }
}
