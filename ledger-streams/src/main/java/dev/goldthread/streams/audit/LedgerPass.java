package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict;
import dev.goldthread.core.seal.ChainVerdict.Intact;
import dev.goldthread.streams.audit.LogReport.Signatures;
import dev.goldthread.streams.verify.LogVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Judges the ledger's records while they are read: a partition always by the same thread, so that
 * each log's records stay in order. To be used by one thread.
 */
final class LedgerPass implements AutoCloseable {

    private static final int LANES_MAX = 4;

    /** So many polls may wait to be judged: neither side waits for long, and caches hold them. */
    private static final int WAITING_MAX = 8;

    private final Predicate<Product> wanted;
    private final BiFunction<Product, Integer, LogVerifier> newLog;
    private final List<Lane> lanes = new ArrayList<>();
    private final Deque<Future<?>> waiting = new ArrayDeque<>();

    /** One thread with the logs that it judges; nobody else touches these before the end. */
    private static final class Lane {
        private final ExecutorService thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("verify-", 0).factory());
        private final Map<Product, LogVerifier> logs = new HashMap<>();
        private long judged;

        /** Of the record before: neighbours are often of one log, and a name takes reading. */
        private byte[] lastKey = {};

        private @Nullable LogVerifier lastLog;
    }

    /**
     * @param newLog a verifier for a log whose first record lies in that partition
     */
    LedgerPass(Predicate<Product> wanted, BiFunction<Product, Integer, LogVerifier> newLog) {
        this.wanted = wanted;
        this.newLog = newLog;
        int count = Math.min(LANES_MAX, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < count; i++) {
            lanes.add(new Lane());
        }
    }

    /**
     * Returns when there is room for more; what was found wrong with a record may be thrown late.
     */
    void judge(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            Lane lane = lanes.get(partition.partition() % lanes.size());
            List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
            waiting.add(lane.thread.submit(() -> batch.forEach(record -> judge(record, lane))));
        }
        while (waiting.size() > WAITING_MAX) {
            await(waiting.removeFirst());
        }
    }

    private void judge(ConsumerRecord<byte[], byte[]> record, Lane lane) {
        LogVerifier log = lane.lastLog;
        if (log == null || !Arrays.equals(lane.lastKey, record.key())) {
            Product product = product(record);
            if (!wanted.test(product)) {
                return;
            }
            log = lane.logs.computeIfAbsent(product, key -> newLog.apply(key, record.partition()));
            lane.lastKey = record.key();
            lane.lastLog = log;
        }
        lane.judged++;
        log.accept(record);
    }

    /** A key that names no product belongs to no log, so nothing can vouch for the record. */
    private static Product product(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        try {
            return new Product(new String(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ForeignRecordException(record, Arrays.toString(key), e);
        }
    }

    /**
     * Ends every log, also those of which something was signed but nothing is there.
     *
     * @param histories what was signed, by product
     */
    List<LogReport> finish(Map<Product, SignedHistory> histories) {
        waiting.forEach(LedgerPass::await);
        Map<Product, LogVerifier> logs = new HashMap<>();
        for (Lane lane : lanes) {
            // A log whose records lie in partitions of two lanes was cut in two: the shorter part
            // begins in its midst and is broken, so keeping either shows it.
            lane.logs.forEach(
                    (product, log) -> logs.merge(product, log, (a, b) -> isIntact(a) ? b : a));
        }
        histories.keySet().stream()
                .filter(wanted)
                .forEach(product -> logs.computeIfAbsent(product, key -> newLog.apply(key, 0)));
        List<LogReport> reports = new ArrayList<>();
        logs.forEach((product, log) -> reports.add(report(product, log, histories.get(product))));
        return reports;
    }

    private static boolean isIntact(LogVerifier log) {
        return log.finish() instanceof Intact;
    }

    private static LogReport report(
            Product product, LogVerifier log, @Nullable SignedHistory history) {
        ChainVerdict found = log.finish();
        ChainVerdict verdict =
                found instanceof Intact && history != null
                        ? history.flaw().map(ChainVerdict.class::cast).orElse(found)
                        : found;
        return new LogReport(
                product,
                verdict,
                log.tree().size(),
                log.tree().root(),
                history == null ? Signatures.NONE : history.signatures());
    }

    /** Records of wanted logs. */
    long judged() {
        return lanes.stream().mapToLong(lane -> lane.judged).sum();
    }

    private static void await(Future<?> batch) {
        try {
            batch.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.thread.shutdownNow());
    }
}
