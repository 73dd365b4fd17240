package dev.goldthread.streams.project;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.opening.Opened;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Keeps the graphs of this instance's share of the ledger up to date, from {@link #start} to {@link
 * #close}. Thread-safe.
 */
public final class Projector implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Projector.class.getName());
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final ProjectorOptions options;
    private final SchemaArchive schemas;
    private final LocalStores stores = new LocalStores();
    private final Counters counters = new Counters();
    private final RestoreProgress restoring;
    private final Recovery recovery = new Recovery();
    private final RocksMemory memory;
    private final KafkaStreams streams;
    private final int partitions;

    private Projector(ProjectorOptions options, Consumer<String> lines) {
        this.options = options;
        restoring = new RestoreProgress(lines);
        partitions = PartitionCount.of(options.client(), options.topics().ledger());
        try (Opened opened = new Opened()) {
            memory = opened.add(new RocksMemory(options.cacheMegabytes()));
            schemas = opened.add(new SchemaArchive(options.client(), options.topics().schemas()));
            streams =
                    new KafkaStreams(
                            ProjectorTopology.of(
                                    options.topics(),
                                    new LedgerRecordReader(schemas),
                                    new StoreDuties(stores, memory, counters, restoring),
                                    recovery),
                            ProjectorConfig.of(options));
            streams.setUncaughtExceptionHandler(recovery);
            streams.setGlobalStateRestoreListener(restoring);
            opened.keep();
        }
    }

    /** {@link #start(ProjectorOptions, Consumer)}, and nobody is told how it goes. */
    public static Projector start(ProjectorOptions options) {
        return start(options, line -> {});
    }

    /**
     * Begins to apply, and returns at once.
     *
     * @param lines are told, as text for people and by any thread, when a store is rebuilt and how
     *     far that is
     * @throws IllegalStateException when the cluster does not answer or the ledger topic is missing
     */
    public static Projector start(ProjectorOptions options, Consumer<String> lines) {
        try (Opened opened = new Opened()) {
            Projector projector = opened.add(new Projector(options, lines));
            projector.streams.start();
            opened.keep();
            return projector;
        }
    }

    public ProjectorOptions options() {
        return options;
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Why the projector stopped by itself; empty as long as it runs. */
    public Optional<Throwable> failure() {
        return recovery.failure();
    }

    /** Whether every partition that this instance holds is restored and answers. */
    public boolean ready() {
        return state() == KafkaStreams.State.RUNNING && stores.serving().containsAll(held());
    }

    /** The partitions that this instance holds, restored or not; empty while it is not running. */
    public Set<Integer> held() {
        if (!state().isRunningOrRebalancing()) {
            return Set.of();
        }
        return streams.metadataForLocalThreads().stream()
                .flatMap((ThreadMetadata thread) -> thread.activeTasks().stream())
                .map((TaskMetadata task) -> task.taskId().partition())
                .collect(Collectors.toSet());
    }

    public ProjectorCounts counts() {
        return counters.counts();
    }

    public RestoreProgress restoring() {
        return restoring;
    }

    /** Where queries find the stores that serve here. */
    public LocalStores stores() {
        return stores;
    }

    /** How seals and bodies are read. */
    public LedgerRecordReader records() {
        return new LedgerRecordReader(schemas);
    }

    /** Which partition of the ledger holds the product's log: Kafka's own partitioner. */
    public int partitionOf(Product product) {
        byte[] key = product.name().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /** How many partitions the ledger has. */
    public int partitions() {
        return partitions;
    }

    /** Which instances have the partition's store, as far as is known here. */
    public PartitionHolders holders(int partition) {
        if (!state().isRunningOrRebalancing()) {
            return PartitionHolders.UNKNOWN;
        }
        TopicPartition ledger = new TopicPartition(options.topics().ledger(), partition);
        Optional<HostInfo> owner = Optional.empty();
        List<HostInfo> standbys = new ArrayList<>();
        for (StreamsMetadata instance : streams.metadataForAllStreamsClients()) {
            if (instance.topicPartitions().contains(ledger)) {
                owner = Optional.of(instance.hostInfo());
            } else if (instance.standbyTopicPartitions().contains(ledger)) {
                standbys.add(instance.hostInfo());
            }
        }
        return new PartitionHolders(owner, standbys);
    }

    /**
     * Every instance that has an address, this one among them, with partitions or without; empty
     * before the first rebalance and while the projector stops.
     */
    public Set<HostInfo> instances() {
        return state().isRunningOrRebalancing()
                ? streams.metadataForAllStreamsClients().stream()
                        .map(StreamsMetadata::hostInfo)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Stops within 10 s; stores are flushed and leases awaited. Idempotent. */
    @Override
    public void close() {
        if (!streams.close(CLOSE_MAX)) {
            // Its threads still use the stores, so their memory is left to the process's end.
            LOG.log(Level.WARNING, "the projector did not stop within {0}", CLOSE_MAX);
            return;
        }
        schemas.close();
        memory.close();
    }
}
