package dev.goldthread.streams.project;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Micros;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.population.SourceCount;
import dev.goldthread.core.population.SourceStatus.Range;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    private record Sum(long events, long counted, long lastSeenMicros, String tool) {

        static final Sum NOTHING = new Sum(0, 0, 0, "");

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

    /** One source's row, and the pages of its numbers; counted in place, once an event. */
    private static final class Counting {

        private final Name name;
        private final Map<Long, Page> pages = new HashMap<>();
        private long events;
        private long counted;
        private long lastSeenMicros;
        private String tool;
        private boolean isChanged;

        Counting(Name name, Sum before) {
            this.name = name;
            events = before.events();
            counted = before.counted();
            lastSeenMicros = before.lastSeenMicros();
            tool = before.tool();
        }

        void add(Source source, Instant sealedAt) {
            events++;
            lastSeenMicros = Math.max(lastSeenMicros, Micros.of(sealedAt));
            tool = source.tool();
            isChanged = true;
        }

        byte[] toBytes() {
            return new Sum(events, counted, lastSeenMicros, tool).toBytes();
        }
    }

    /** Which of 1,024 numbers a source used. */
    private static final class Page {

        private final byte[] key;
        private final BitSet bits;
        private boolean isChanged;

        Page(byte[] key, BitSet bits) {
            this.key = key;
            this.bits = bits;
        }
    }

    private final GraphDatabase database;
    private final Map<Name, Counting> sources = new HashMap<>();
    private final List<Counting> changed = new ArrayList<>();
    private final List<Page> changedPages = new ArrayList<>();
    private int pagesKept;

    SourceRows(GraphDatabase database) {
        this.database = database;
    }

    void count(EventOutline event, Instant sealedAt) {
        Name name = new Name(event.product(), event.source().uri());
        Counting source = sources.computeIfAbsent(name, this::stored);
        if (!source.isChanged) {
            changed.add(source);
        }
        source.add(event.source(), sealedAt);
        if (event.source().seq().isPresent()) {
            source.counted++;
            count(source, event.source().seq().getAsLong());
        }
    }

    private void count(Counting source, long number) {
        Page page =
                source.pages.computeIfAbsent(
                        number >> PAGE_BITS, pageNumber -> storedPage(source.name, pageNumber));
        if (!page.isChanged) {
            page.isChanged = true;
            changedPages.add(page);
        }
        page.bits.set((int) (number & (PAGE - 1)));
    }

    private Counting stored(Name name) {
        byte[] key = GraphKeys.source(name.product(), name.uri());
        byte[] row = storedRow(key);
        return new Counting(name, row == null ? Sum.NOTHING : Sum.parse(row));
    }

    private Page storedPage(Name name, long number) {
        byte[] key = GraphKeys.numbers(name.product(), name.uri(), number);
        byte[] row = storedRow(key);
        pagesKept++;
        return new Page(key, row == null ? new BitSet(PAGE) : BitSet.valueOf(row));
    }

    private byte @Nullable [] storedRow(byte[] key) {
        return database.surelyLacksSource(key) ? null : database.get(Family.SOURCE, key);
    }

    /** Adds a row for each sum that changed. */
    void moveTo(RowBatch batch) {
        for (Counting source : changed) {
            Name name = source.name;
            batch.put(
                    Family.SOURCE, GraphKeys.source(name.product(), name.uri()), source.toBytes());
            source.isChanged = false;
        }
        for (Page page : changedPages) {
            batch.put(Family.SOURCE, page.key, page.bits.toByteArray());
            page.isChanged = false;
        }
        changed.clear();
        changedPages.clear();
        if (sources.size() > KEPT_MAX || pagesKept > KEPT_MAX) {
            sources.clear();
            pagesKept = 0;
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
                                Micros.instant(sum.lastSeenMicros())));
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
