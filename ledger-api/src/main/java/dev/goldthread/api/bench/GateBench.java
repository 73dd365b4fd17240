package dev.goldthread.api.bench;

import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The gate's rules alone; what they admit fills the intake for the stages behind. */
final class GateBench {

    private final Map<String, Object> client;
    private final LedgerTopics topics;
    private final long events;

    GateBench(Map<String, Object> client, LedgerTopics topics, long events) {
        this.client = client;
        this.topics = topics;
        this.events = events;
    }

    /**
     * @param schemaId of the event schema, for the intake's values
     */
    Figure run(int schemaId) {
        Gate gate =
                new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
        Submission submission = new Submission("bench", "bench", Optional.empty());
        long gateNanos = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long number = 0; number < events; number++) {
                byte[] json = BenchEvents.json(number).toString().getBytes(StandardCharsets.UTF_8);
                long start = System.nanoTime();
                Admission admission = gate.admit(json, submission, Instant.now());
                gateNanos += System.nanoTime() - start;
                var _ = producer.send(record((Admission.Accepted) admission, schemaId));
            }
        }
        return Figure.of(
                "gate rules alone, one thread", events / (gateNanos / 1e9), "events/s", "");
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put("acks", "all");
        config.put("compression.type", "lz4");
        config.put("linger.ms", 5);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> record(Admission.Accepted accepted, int schemaId) {
        byte[] key = accepted.event().event().product().name().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                topics.intake(), key, WireFormat.write(schemaId, accepted.body().toBytes()));
    }
}
