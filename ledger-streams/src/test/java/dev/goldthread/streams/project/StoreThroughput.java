package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static dev.goldthread.streams.project.LedgerFixture.event;
import static dev.goldthread.streams.project.LedgerFixture.link;
import static dev.goldthread.streams.project.LedgerFixture.requirement;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Source;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.rocksdb.WriteBatch;

/**
 * Prints how many events per second one thread applies to one store, without Kafka: decode, fold,
 * write. One node and three edges per event. Then how fast one thread puts the very same rows,
 * ready made, into another such database. No test: run its main, with a heap of 3 GB.
 */
final class StoreThroughput {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int EVENTS = 400_000;
    private static final int BATCH = 2_000;

    private StoreThroughput() {}

    /**
     * @param args how many rounds, 3 unless said
     */
    public static void main(String[] args) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = records();
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        for (int round = 0; round < rounds; round++) {
            run(records);
        }
    }

    private static void run(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        Path folder = Files.createTempDirectory("store-throughput");
        try (RocksMemory memory = new RocksMemory(256)) {
            StoreDuties duties = new StoreDuties(new LocalStores(), memory, new Counters());
            GraphStore store = new GraphStore("graph", LedgerFixture.reader(), duties);
            store.open(0, folder);
            store.serve();
            long start = System.nanoTime();
            long startCpu = CPU.getCurrentThreadCpuTime();
            for (int i = 0; i < records.size(); i++) {
                store.apply(records.get(i));
                if (i % BATCH == BATCH - 1) {
                    store.write();
                    store.commit(Map.of());
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = (CPU.getCurrentThreadCpuTime() - startCpu) / 1e9;
            ask(store, records.size());
            store.close();
            System.out.printf(
                    Locale.ROOT,
                    "%,d events in %.2f s: %,.0f events/s; %,.0f per second of its thread's CPU"
                            + " time%n",
                    records.size(),
                    seconds,
                    records.size() / seconds,
                    records.size() / cpu);
            sizes(folder, memory, records.size());
            plain(folder, memory, records.size(), cpu);
        } finally {
            GraphDatabase.wipe(folder);
        }
    }

    private static void sizes(Path folder, RocksMemory memory, int count) {
        try (GraphDatabase database = GraphDatabase.open(folder, memory)) {
            for (Family family : Family.values()) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.1f bytes per event%n",
                        family,
                        (double) database.fileBytes(family) / count);
            }
        }
    }

    /** One row of the store, and the event that it was written for. */
    private record Row(Family family, byte[] key, byte[] value, long offset) {}

    /** Written in batches of as many events, rows of a batch in the order of their keys. */
    private static void plain(Path folder, RocksMemory memory, int count, double projectorCpu)
            throws Exception {
        List<Row> rows = rows(folder, memory);
        Path copy = Files.createTempDirectory("store-plain");
        try (GraphDatabase database = GraphDatabase.open(copy, memory);
                WriteBatch batch = new WriteBatch()) {
            long start = System.nanoTime();
            long startCpu = CPU.getCurrentThreadCpuTime();
            long batchEnd = BATCH;
            for (Row row : rows) {
                if (row.offset() >= batchEnd) {
                    database.write(batch);
                    batch.clear();
                    batchEnd += BATCH;
                }
                database.put(batch, row.family(), row.key(), row.value());
            }
            database.write(batch);
            double cpu = (CPU.getCurrentThreadCpuTime() - startCpu) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "plain writer of the same %,d rows: %.2f s; the store takes %.2f of its rate by"
                            + " CPU time%n",
                    rows.size(),
                    (System.nanoTime() - start) / 1e9,
                    cpu / projectorCpu);
        } finally {
            GraphDatabase.wipe(copy);
        }
    }

    private static List<Row> rows(Path folder, RocksMemory memory) {
        byte[] end = new byte[16];
        Arrays.fill(end, (byte) -1);
        List<Row> rows = new ArrayList<>();
        try (GraphDatabase database = GraphDatabase.open(folder, memory)) {
            for (Family family :
                    List.of(Family.EVENT, Family.NODE, Family.TERM, Family.ID, Family.LOG)) {
                try (RowCursor at = database.scan(family, null, new byte[0], end)) {
                    for (; at.isAtRow(); at.next()) {
                        rows.add(new Row(family, at.key(), at.value(), offset(family, at)));
                    }
                }
            }
        }
        rows.sort(
                Comparator.<Row>comparingLong(row -> row.offset() / BATCH)
                        .thenComparing(Row::family)
                        .thenComparing(Row::key, Arrays::compareUnsigned));
        return rows;
    }

    private static long offset(Family family, RowCursor at) {
        return switch (family) {
            case EVENT -> ByteBuffer.wrap(at.key()).getLong();
            case NODE -> GraphKeys.offsetOf(at.key());
            case ID -> StoredNumbers.number(at.value());
            case TERM -> GraphKeys.offsetOfTerm(at.key());
            // One log, so its seqs are offsets; tiles and sums are few.
            case LOG, META, SOURCE ->
                    ByteBuffer.wrap(at.key()).getLong(at.key().length - Long.BYTES);
        };
    }

    private static void ask(GraphStore store, int count) {
        Random random = new Random(1);
        int reads = 20_000;
        long found = 0;
        long start = System.nanoTime();
        try (GraphReader graph = store.lease()) {
            for (int i = 0; i < reads; i++) {
                NodeRef ref = requirement(PUMP, "REQ-" + random.nextInt(count));
                found += graph.node(ref).causes().size() + graph.effects(ref).size();
            }
        }
        double micros = (System.nanoTime() - start) / 1e3 / reads;
        System.out.printf(
                Locale.ROOT, "node and effects: %.1f µs, %d edges%n", micros, found / reads);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records() {
        LedgerFixture ledger = new LedgerFixture();
        Random random = new Random(1);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            NodeRef subject = requirement(PUMP, "REQ-" + i);
            NodeRef one = requirement(PUMP, "REQ-" + random.nextInt(i + 1));
            NodeRef two = requirement(PUMP, "REQ-" + random.nextInt(i + 1));
            AcceptedEvent event =
                    event(
                            PUMP,
                            "tracker-delivery-" + i,
                            subject,
                            "The dose rate stays within its limits",
                            link(subject, "refines", one),
                            link(subject, "refines", two),
                            link(subject, "supersedes", two));
            records.add(ledger.seal(varied(event, i)));
        }
        return records;
    }

    /** 10 types, 40 persons and 12 sources that count, as a product of some size has them. */
    private static AcceptedEvent varied(AcceptedEvent accepted, int number) {
        Event event = accepted.event();
        Source source =
                new Source(
                        "https://tracker.example.org/" + number % 12,
                        "tracker-" + number % 4,
                        Optional.empty(),
                        OptionalLong.of(number / 12 + 1L));
        return new AcceptedEvent(
                new Event(
                        event.id(),
                        event.product(),
                        "requirement.kind-" + number % 10,
                        event.occurredAt(),
                        new Actor(Actor.Kind.HUMAN, "u-" + number % 40, Optional.of("quality")),
                        source,
                        event.subject(),
                        event.links(),
                        event.data(),
                        event.reason(),
                        event.evidence(),
                        event.labels()),
                accepted.requestDigest(),
                accepted.signature(),
                accepted.nonce(),
                accepted.submission());
    }
}
