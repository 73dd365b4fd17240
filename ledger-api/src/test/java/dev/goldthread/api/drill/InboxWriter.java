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

/** Writes to an inbox; what Kafka acknowledged counts as accepted. */
final class InboxWriter implements Writer {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int BURST = 10;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Remembered remembered = new Remembered();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> done;

    InboxWriter(Map<String, Object> client, String topic) {
        this.topic = topic;
        Map<String, Object> config = new HashMap<>(client);
        config.put("acks", "all");
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        done = CompletableFuture.runAsync(this::write, each -> Thread.ofPlatform().start(each));
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
        String id = "inbox-" + number;
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
    }
}
