package dev.goldthread.streams.project;

import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Figures of stores for benchmarks. */
public final class StoreMeasure {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 2_000;

    /** Until the code is compiled. */
    private static final int ROUNDS_TO_WARM_UP = 2;

    /** An odd number, so that one is the middle. */
    private static final int ROUNDS = 5;

    private static final int CACHE_MEGABYTES = 256;

    private StoreMeasure() {}

    /**
     * What closed stores take on disk.
     *
     * @param events entries of all their logs
     * @param graphBytes what is known of nodes
     * @param logBytes what proofs and look-ups by id need
     */
    public record Sizes(long events, long graphBytes, long logBytes) {

        public double graphPerEvent() {
            return (double) graphBytes / events;
        }

        public double logPerEvent() {
            return (double) logBytes / events;
        }

        private Sizes plus(Sizes other) {
            return new Sizes(
                    events + other.events,
                    graphBytes + other.graphBytes,
                    logBytes + other.logBytes);
        }
    }

    /**
     * Events per second of one thread's processor time.
     *
     * @param store the store, from the ledger's records to its rows
     * @param puts a writer of the same rows, a put each
     * @param batches a writer of the same batches, ready made
     */
    public record Rates(double store, double puts, double batches) {

        private double ofPuts() {
            return store / puts;
        }
    }

    /** All stores of a projector that was closed, together. */
    public static Sizes sizes(Path stateFolder) {
        try (Stream<Path> folders = Files.walk(stateFolder);
                RocksMemory memory = new RocksMemory(CACHE_MEGABYTES)) {
            return folders.filter(folder -> folder.endsWith(ProjectorTopology.STORE))
                    .map(folder -> sizes(folder, memory))
                    .reduce(new Sizes(0, 0, 0), Sizes::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sizes sizes(Path store, RocksMemory memory) {
        try (GraphDatabase database = StoreFolder.open(store, memory);
                GraphReader look = new GraphReader(database, () -> true, () -> {})) {
            long events =
                    look.positions().values().stream()
                            .mapToLong(Position::seq)
                            .map(n -> n + 1)
                            .sum();
            long all = 0;
            long log = 0;
            for (Family family : Family.values()) {
                long bytes = database.fileBytes(family);
                all += bytes;
                boolean isLog =
                        family == Family.LOG || family == Family.ID || family == Family.META;
                log += isLog ? bytes : 0;
            }
            return new Sizes(events, all - log, log);
        }
    }

    /**
     * Applies the records to a new store, as the projector does but without Kafka; then writes the
     * very same rows into other databases with the same settings. All that several times, each with
     * new databases: of the rounds that count, the one whose ratio of store to puts is the middle.
     *
     * @param records of one partition, from its beginning on
     * @param folder what is left in it is the caller's to remove
     */
    public static Rates rates(
            List<ConsumerRecord<byte[], byte[]>> records, LedgerRecordReader reader, Path folder) {
        List<Rates> rounds =
                IntStream.range(0, ROUNDS_TO_WARM_UP + ROUNDS)
                        .mapToObj(
                                number -> round(records, reader, folder.resolve("round-" + number)))
                        .skip(ROUNDS_TO_WARM_UP)
                        .sorted(Comparator.comparingDouble(Rates::ofPuts))
                        .toList();
        return rounds.get(ROUNDS / 2);
    }

    private static Rates round(
            List<ConsumerRecord<byte[], byte[]>> records, LedgerRecordReader reader, Path folder) {
        try (RocksMemory memory = new RocksMemory(CACHE_MEGABYTES)) {
            List<byte[]> batches = new ArrayList<>();
            double nanos = 1e9 * records.size();
            return new Rates(
                    nanos / apply(records, reader, folder.resolve("applied"), memory, batches),
                    nanos / plain(folder.resolve("puts"), memory, batches, PlainWriter::putByPut),
                    nanos
                            / plain(
                                    folder.resolve("batches"),
                                    memory,
                                    batches,
                                    PlainWriter::batchByBatch));
        }
    }

    private static long plain(
            Path folder,
            RocksMemory memory,
            List<byte[]> batches,
            ToLongBiFunction<List<byte[]>, GraphDatabase> writer) {
        try (GraphDatabase database = StoreFolder.open(folder, memory)) {
            return writer.applyAsLong(batches, database);
        }
    }

    /**
     * Processor time. While the clock stands, each batch is copied for the writer, and its records
     * are made anew, as a consumer makes them the moment before it hands them over: the writer's
     * rows are fresh too.
     */
    private static long apply(
            List<ConsumerRecord<byte[], byte[]>> records,
            LedgerRecordReader reader,
            Path folder,
            RocksMemory memory,
            List<byte[]> batches) {
        LedgerApply apply = new LedgerApply(reader, new Counters());
        long nanos = 0;
        try (GraphDatabase database = StoreFolder.open(folder, memory)) {
            PendingRows pending = new PendingRows(database);
            for (int from = 0; from < records.size(); from += BATCH) {
                List<ConsumerRecord<byte[], byte[]>> batch =
                        records.subList(from, Math.min(from + BATCH, records.size())).stream()
                                .map(StoreMeasure::anew)
                                .toList();
                long start = CPU.getCurrentThreadCpuTime();
                batch.forEach(record -> apply.apply(record, pending));
                RowBatch rows = pending.gather(batch.getLast().offset());
                nanos += CPU.getCurrentThreadCpuTime() - start;
                batches.add(rows.toBytes());
                start = CPU.getCurrentThreadCpuTime();
                database.write(rows);
                pending.forget();
                nanos += CPU.getCurrentThreadCpuTime() - start;
            }
        }
        return nanos;
    }

    private static ConsumerRecord<byte[], byte[]> anew(ConsumerRecord<byte[], byte[]> record) {
        RecordHeaders headers = new RecordHeaders();
        record.headers().forEach(header -> headers.add(header.key(), header.value().clone()));
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key().clone(),
                record.value().clone(),
                headers,
                record.leaderEpoch());
    }
}
