package dev.goldthread.api.gate;

import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.core.gate.CanonicalJson;
import dev.goldthread.core.gate.Violation;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.serde.WireFormatException;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what producers wrote to their inboxes through the gate, in the name the topic bears. A
 * record is one event: JSON, or a framed Avro body whose gate members are made anew; or a message
 * of a form that an {@link InboxReading} knows. Offsets are committed after the intake
 * acknowledged, so a crash in between relays records twice, and the second time they are
 * duplicates. One thread of its own.
 */
public final class InboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InboxRelay.class);
    private static final String CHANNEL = "inbox";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
    private static final int NEW_INBOX_SEEN_AFTER_MILLIS = 5_000;

    private final LedgerTopics topics;
    private final GateService gate;
    private final SchemaRegistry registry;
    private final InboxReading reading;
    private final Consumer<byte[], byte[]> consumer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread relay;
    private volatile Optional<Throwable> failure = Optional.empty();

    /**
     * @param client how to reach the cluster
     * @param registry knows the schemas that Avro producers name
     * @param reading knows other forms than the ledger's own
     */
    public InboxRelay(
            Map<String, Object> client,
            LedgerTopics topics,
            GateService gate,
            SchemaRegistry registry,
            InboxReading reading) {
        this.topics = topics;
        this.gate = gate;
        this.registry = registry;
        this.reading = reading;
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, topics.prefix() + "-inbox-relay");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_INBOX_SEEN_AFTER_MILLIS);
        // A gate that was killed holds its inboxes for this long (45 s by default).
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        relay = Thread.ofPlatform().daemon().name("inbox-relay").start(this::run);
    }

    /** Why it ended by itself; empty as long as it runs. */
    public Optional<Throwable> failure() {
        return failure;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(Pattern.compile(Pattern.quote(topics.inboxPrefix()) + ".+"));
            while (closing.getCount() > 0) {
                relay(consumer.poll(POLL));
            }
        } catch (WakeupException e) {
            // close() asked for it
        } catch (RuntimeException e) {
            LOG.error("inboxes are no longer relayed; restart the API", e);
            failure = Optional.of(e);
        }
    }

    private void relay(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        for (TopicPartition partition : records.partitions()) {
            String principal = partition.topic().substring(topics.inboxPrefix().length());
            submit(records.records(partition), principal);
        }
        try {
            consumer.commitSync();
        } catch (RetriableException e) {
            LOG.warn("inbox offsets were not committed; the records may be relayed twice", e);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("inboxes moved to another instance, which relays their last records again", e);
        }
    }

    /** Tries until it is done or the relay closes; nothing is skipped. */
    private void submit(List<ConsumerRecord<byte[], byte[]>> records, String principal) {
        while (true) {
            try {
                Submission submission = new Submission(principal, CHANNEL, Optional.empty());
                List<byte[]> events = new ArrayList<>(records.size());
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    events.addAll(events(record, submission));
                }
                gate.submit(events, submission, Duration.ZERO);
                return;
            } catch (BrokerAwayException
                    | DiskFullException
                    | RegistryUnavailableException
                    | RegistryRefusedException e) {
                LOG.warn("inbox of {} waits: {}", principal, e.getMessage());
                pause();
            }
        }
    }

    /** A record of another form is refused here, with its own reason, or becomes its events. */
    private List<byte[]> events(ConsumerRecord<byte[], byte[]> record, Submission submission) {
        if (record.value() == null) {
            return List.of(json(null));
        }
        return switch (reading.read(message(record, submission.principal()))) {
            case InboxReading.Read.AsItIs _ -> List.of(json(record.value()));
            case InboxReading.Read.Events(List<Bytes> events) ->
                    events.stream().map(Bytes::toBytes).toList();
            case InboxReading.Read.Refused(List<Violation> violations) -> {
                gate.refuse(record.value(), violations, submission);
                yield List.of();
            }
        };
    }

    private static InboxReading.Message message(
            ConsumerRecord<byte[], byte[]> record, String principal) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return new InboxReading.Message(
                principal,
                headers,
                new Bytes(record.value()),
                Instant.ofEpochMilli(record.timestamp()));
    }

    private void pause() {
        try {
            if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        }
    }

    /** What cannot be read goes to the gate as it is, which refuses it and keeps it. */
    private byte[] json(byte @Nullable [] value) {
        if (value == null) {
            return new byte[0];
        }
        if (value.length == 0 || value[0] != 0) {
            return value;
        }
        try {
            Optional<String> writer = registry.schemaText(WireFormat.schemaId(value));
            return writer.isEmpty()
                    ? value
                    : CanonicalJson.of(
                            EventCodec.decode(
                                            WireFormat.body(value),
                                            new Schema.Parser().parse(writer.get()))
                                    .event());
        } catch (WireFormatException | UndecodableException | SchemaParseException e) {
            LOG.debug("an inbox record cannot be read as an Avro event", e);
            return value;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            relay.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
