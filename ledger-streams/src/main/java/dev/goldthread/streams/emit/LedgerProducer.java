package dev.goldthread.streams.emit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.streams.emit.Spool.Counting;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to a principal's inbox, from where the gate takes them. An event is in the spool
 * when {@link #emit} returns, and leaves it when the broker has acknowledged it; while the broker
 * is away events wait, and go out in order when it is back. Whether the gate accepted an event
 * stands in the ledger and, if not, on the topic of refusals. Thread-safe.
 */
public final class LedgerProducer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerProducer.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
    private static final int REQUEST_BYTES_MAX = 5 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String inbox;
    private final Spool spool;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread sending;
    private boolean closing;
    private volatile Optional<String> problem = Optional.empty();

    /**
     * Begins to send what waits in the spool.
     *
     * @param client how to reach and prove oneself to the cluster
     * @param principal whose inbox it is; the cluster lets only him write there
     */
    public LedgerProducer(
            Map<String, Object> client, LedgerTopics topics, String principal, Spool spool) {
        this.inbox = topics.inbox(principal);
        this.spool = spool;
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.putAll(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A record that Kafka's client gives up lets those behind it pass; so it never does, and
        // what
        // is asked again keeps its place.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES_MAX);
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        sending = Thread.ofPlatform().daemon().name("ledger-producer").start(this::run);
    }

    /**
     * Takes an event; it is on this machine's disk when the call returns.
     *
     * @param event UTF-8 JSON
     * @return the event as it will be sent, with its source's count
     * @throws SpoolException when the spool cannot take it
     */
    public byte[] emit(byte[] event) {
        byte[] asSent = spool.add(List.of(event), Counting.PER_SOURCE).getFirst();
        signal();
        return asSent;
    }

    /** Why events wait; empty as long as they go out. */
    public Optional<String> problem() {
        return problem;
    }

    /**
     * Waits until the broker has acknowledged everything.
     *
     * @return whether it has
     */
    public boolean flush(Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (spool.status().waiting() > 0) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!isClosing()) {
            boolean away = false;
            try {
                spool.send(this::publish);
                problem = Optional.empty();
            } catch (LedgerAwayException | RuntimeException e) {
                away = true;
                LOG.warn("events for {} wait: {}", inbox, e.getMessage());
                problem = Optional.of(String.valueOf(e.getMessage()));
            }
            awaitWork(away);
        }
    }

    /** Sleeps until there is something to send, or until it is time to try again. */
    private void awaitWork(boolean away) {
        lock.lock();
        try {
            changed.signalAll();
            long nanos = RETRY.toNanos();
            while (nanos > 0 && !closing && (away || spool.status().waiting() == 0)) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            closing = true; // only close() interrupts
        } finally {
            lock.unlock();
        }
    }

    private void publish(List<byte[]> events) throws LedgerAwayException {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        try {
            for (byte[] event : events) {
                Future<RecordMetadata> each =
                        producer.send(new ProducerRecord<>(inbox, key(event), event));
                if (each.isDone()) {
                    each.get(); // one that could not even be sent; the next one must not pass it
                }
                written.add(each);
            }
            for (Future<RecordMetadata> each : written) {
                await(each);
            }
        } catch (ExecutionException e) {
            throw new LedgerAwayException(
                    "the broker did not take %s: %s".formatted(inbox, e.getCause()), e);
        } catch (KafkaException e) {
            throw new LedgerAwayException(
                    "the broker did not take %s: %s".formatted(inbox, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerAwayException("closed while events were written", e);
        }
    }

    /** However long it takes; that it takes long is told. */
    private void await(Future<RecordMetadata> written)
            throws ExecutionException, InterruptedException {
        while (true) {
            try {
                written.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                String waits = "the broker has not taken %s for %s".formatted(inbox, LONG);
                if (problem.isEmpty()) {
                    LOG.warn("events for {} wait: {}", inbox, waits);
                }
                problem = Optional.of(waits);
            }
        }
    }

    /** Events of one product stay in order. */
    private static byte[] key(byte[] event) {
        try {
            return JSON.readTree(event).path("product").asText("").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("an event that the spool took is no JSON", e);
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing || Thread.currentThread().isInterrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the sending; what waits stays in the spool for the next producer on it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!sending.join(CLOSE_MAX)) {
                sending.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_MAX);
    }
}
