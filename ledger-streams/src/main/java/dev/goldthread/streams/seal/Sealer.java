package dev.goldthread.streams.seal;

import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.opening.Opened;
import dev.goldthread.streams.serde.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/**
 * One running sealer. The topics must exist; several instances share the partitions. Thread-safe.
 */
public final class Sealer implements AutoCloseable {

    private static final Duration CLOSE_MAX = Duration.ofSeconds(15);
    private static final Duration LAG_ANSWER_MAX = Duration.ofMillis(1_500);

    private final Admin admin;
    private final SealerConfig config;
    private final Cluster cluster;
    private final SchemaArchive archive;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final FailurePolicy failurePolicy = new FailurePolicy();
    private final SealerCounters counters = new SealerCounters();
    private final IntakeLag lag;
    private final KafkaStreams streams;

    /**
     * Prepares a sealer; {@link #start} runs it.
     *
     * @param clock gives sealed_at; the system's in production
     */
    public Sealer(SealerConfig config, SchemaRegistry registry, InstantSource clock) {
        this.config = config;
        try (Opened opened = new Opened()) {
            admin = opened.add(Admin.create(config.client()));
            cluster = new Cluster(admin);
            archive = opened.add(new SchemaArchive(config.client(), config.topics().schemas()));
            lag =
                    new IntakeLag(
                            admin,
                            config.applicationId(),
                            config.topics().intake(),
                            LAG_ANSWER_MAX);
            SchemasById schemas = new SchemasById(registry, archive, closing);
            SealerParts parts = new SealerParts(config, cluster, schemas, archive, clock, counters);
            int copies = cluster.copies(config.topics().ledger()).orElse(1);
            streams = new KafkaStreams(SealerTopology.of(parts), config.properties(copies));
            streams.setUncaughtExceptionHandler(failurePolicy);
            opened.keep();
        }
    }

    /**
     * Returns at once; {@link #state} says when it runs.
     *
     * @throws HeadsMismatchException when the ledger holds records, but the topic of their heads is
     *     gone
     * @throws LedgerUnfitException when the ledger has another number of partitions than at first
     */
    public void start() {
        requireHeadsTopic();
        streams.start();
    }

    /**
     * Kafka Streams itself would ask for the end of a lost changelog for ever, and advise to reset
     * heads that are of another number of partitions.
     */
    private void requireHeadsTopic() {
        String ledger = config.topics().ledger();
        int partitions = cluster.partitionCount(ledger).orElse(0);
        Optional<Integer> atFirst = cluster.partitionCount(config.headsTopic());
        if (atFirst.isPresent()) {
            requireTheSame(atFirst.get(), partitions);
            return;
        }
        for (int partition = 0; partition < partitions; partition++) {
            if (cluster.holdsRecords(new TopicPartition(ledger, partition))) {
                throw HeadsMismatchException.lost(partition, config.headsTopic());
            }
        }
    }

    /** With another number a product has another partition, in which its log would begin anew. */
    private void requireTheSame(int atFirst, int now) {
        if (atFirst != now) {
            throw new LedgerUnfitException(
                    "topic %s must have the %d partitions that it began with, as topic %s shows, but has %d; restore it as it was, never recreate the heads"
                            .formatted(
                                    config.topics().ledger(), atFirst, config.headsTopic(), now));
        }
    }

    /** RUNNING when it seals; ERROR when {@link #failure} ended it. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /**
     * Why it ended by itself: a {@link SealingStoppedException} or a {@link
     * dev.goldthread.core.seal.ClockBehindException}, whose message names the remedy, or what kept
     * failing.
     */
    public Optional<Throwable> failure() {
        return failurePolicy.failure();
    }

    public SealerCounters counters() {
        return counters;
    }

    /**
     * Records of the intake that no sealer of this ledger has sealed yet; asks the cluster, up to
     * four requests of 1.5 s at most. Empty when one of them is not answered.
     */
    public OptionalLong behind() {
        return lag.records();
    }

    public CommitLatency commitLatency() {
        return CommitLatency.of(streams.metrics().values());
    }

    /** Commits what is under way and ends, within 15 s. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
        streams.close(CLOSE_MAX);
        archive.close();
        admin.close(CLOSE_MAX);
    }
}
