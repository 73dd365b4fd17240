package dev.goldthread.api.drill;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes to an inbox; what Kafka acknowledged counts as accepted. As receipt counts what can be
 * read of an event in the ledger, once and for all, while the drill goes on.
 */
final class InboxWriter implements Writer {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int BURST = 10;

    private final String name;
    private final String topic;
    private final Map<String, Object> client;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Remembered remembered = new Remembered();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> done;
    private final CompletableFuture<Void> read;

    /**
     * @param name what its events' ids begin with
     */
    InboxWriter(String name, Map<String, Object> client, String topic) {
        this.name = name;
        this.topic = topic;
        this.client = client;
        Map<String, Object> config = new HashMap<>(client);
        config.put("acks", "all");
        config.put("delivery.timeout.ms", (int) Brokers.BACK_MAX.toMillis());
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        done = CompletableFuture.runAsync(this::write, each -> Thread.ofPlatform().start(each));
        read = CompletableFuture.runAsync(this::read, each -> Thread.ofPlatform().start(each));
    }

    private void read() {
        try (LedgerContent ledger = new LedgerContent(client)) {
            while (closing.getCount() > 0) {
                ledger.poll(PAUSE.multipliedBy(10), this::remember);
            }
        }
    }

    private void remember(String id, Remembered.Place place) {
        if (id.startsWith(name + "-")) {
            remembered.receipt(id, place);
        }
    }

    @Override
    public Remembered remembered() {
        return remembered;
    }

    private void write() {
        try {
            long number = 0;
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                for (int each = 0; each < BURST; each++) {
                    write(number++);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(long number) {
        String id = name + "-" + number;
        String product = DrillEvents.product(number);
        producer.send(
                new ProducerRecord<>(
                        topic,
                        product.getBytes(StandardCharsets.UTF_8),
                        DrillEvents.json(id, number).getBytes(StandardCharsets.UTF_8)),
                (_, failure) -> {
                    if (failure == null) {
                        remembered.accepted(product, id);
                    }
                });
    }

    @Override
    public void close() throws ExecutionException, InterruptedException {
        closing.countDown();
        done.get();
        producer.close();
        read.get();
    }
}
