package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static dev.goldthread.streams.project.LedgerFixture.event;
import static dev.goldthread.streams.project.LedgerFixture.link;
import static dev.goldthread.streams.project.LedgerFixture.requirement;

import dev.goldthread.core.event.NodeRef;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Prints how many events per second one thread applies to one store, without Kafka: decode, fold,
 * write. One node and three edges per event. No test: run its main.
 */
final class StoreThroughput {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int EVENTS = 400_000;
    private static final int BATCH = 2_000;

    private StoreThroughput() {}

    public static void main(String[] args) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = records();
        for (int round = 0; round < 3; round++) {
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
            sizes(folder, memory, records.size());
            System.out.printf(
                    Locale.ROOT,
                    "%,d events in %.2f s: %,.0f events/s; %,.0f per second of its thread's CPU time%n",
                    records.size(),
                    seconds,
                    records.size() / seconds,
                    records.size() / cpu);
        } finally {
            GraphDatabase.wipe(folder);
        }
    }

    private static void sizes(Path folder, RocksMemory memory, int count) {
        try (GraphDatabase database = GraphDatabase.open(folder, memory)) {
            for (GraphDatabase.Family family : GraphDatabase.Family.values()) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.1f bytes per event%n",
                        family,
                        (double) database.fileBytes(family) / count);
            }
        }
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
            records.add(
                    ledger.seal(
                            event(
                                    PUMP,
                                    "tracker-delivery-" + i,
                                    subject,
                                    "The dose rate stays within its limits",
                                    link(subject, "refines", one),
                                    link(subject, "refines", two),
                                    link(subject, "supersedes", two))));
        }
        return records;
    }
}
