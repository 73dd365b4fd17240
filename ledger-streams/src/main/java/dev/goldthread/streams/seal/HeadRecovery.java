package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.streams.ledger.PartitionReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.utils.Utils;

/**
 * Rebuilds the sealer's heads from the ledger, with every sealer stopped: what {@code goldthread
 * recover heads} runs. May be repeated; ended half-way, it leaves heads that a sealer refuses. Not
 * thread-safe.
 *
 * <p>Offsets of the intake need no recovery: a sealer whose group has none finds its place by the
 * ledger's last record (see {@link TaskStart}).
 */
public final class HeadRecovery {

    /** A static member stays in its group for a session timeout, 6 s, after it has ended. */
    private static final Duration GROUP_PATIENCE = Duration.ofSeconds(20);

    private final SealerConfig config;
    private final LedgerName ledger;

    /**
     * What was recovered.
     *
     * @param logCount how many products have a log
     * @param recordCount how many sealed events were verified
     */
    public record Recovered(long logCount, long recordCount) {}

    /**
     * @param config that of the stopped sealer; its local state is removed
     */
    public HeadRecovery(SealerConfig config, LedgerName ledger) {
        this.config = config;
        this.ledger = ledger;
    }

    /**
     * Verifies all of the ledger, then writes the heads.
     *
     * @throws LedgerUnfitException when a chain is broken, or the ledger holds less than the heads
     *     say was sealed; nothing is written then
     * @throws IllegalStateException when a sealer still runs
     */
    public Recovered run() {
        try (Admin admin = Admin.create(config.client());
                SchemaArchive archive =
                        new SchemaArchive(config.client(), config.topics().schemas())) {
            requireStopped(admin);
            Cluster cluster = new Cluster(admin);
            List<LedgerHeads> found = verify(cluster, archive);
            createHeadsTopic(admin, cluster, found.size());
            try (HeadsTopic topic = new HeadsTopic(config, cluster)) {
                List<Map<Product, LogHead>> heads = found.stream().map(LedgerHeads::heads).toList();
                topic.replace(heads);
            }
            removeLocalState();
            return new Recovered(
                    found.stream().mapToLong(each -> each.heads().size()).sum(),
                    found.stream().mapToLong(LedgerHeads::recordCount).sum());
        }
    }

    private void requireStopped(Admin admin) {
        long deadline = System.nanoTime() + GROUP_PATIENCE.toNanos();
        while (memberCount(admin) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "group %s must have no members while heads are recovered, but has %d; stop every sealer first"
                                .formatted(config.applicationId(), memberCount(admin)));
            }
            Cluster.pause();
        }
    }

    private int memberCount(Admin admin) {
        String group = config.applicationId();
        var description = admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
        try {
            return description == null
                    ? 0
                    : Cluster.await(description, "group " + group + " cannot be described")
                            .members()
                            .size();
        } catch (KafkaException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private List<LedgerHeads> verify(Cluster cluster, SchemaArchive archive) {
        String topic = config.topics().ledger();
        int partitionCount =
                cluster.partitionCount(topic)
                        .orElseThrow(
                                () ->
                                        new LedgerUnfitException(
                                                "topic %s must exist, but does not; restore it"
                                                        .formatted(topic)));
        List<LedgerHeads> found = new ArrayList<>();
        for (int partition = 0; partition < partitionCount; partition++) {
            TopicPartition place = new TopicPartition(topic, partition);
            LedgerHeads heads = new LedgerHeads(ledger, archive, partitionCount);
            cluster.awaitDecided(place);
            try (PartitionReader reader = new PartitionReader(config.client(), place)) {
                reader.read(reader.begin(), reader.end(), heads::add);
            }
            found.add(heads);
        }
        return found;
    }

    private void createHeadsTopic(Admin admin, Cluster cluster, int partitionCount) {
        String topic = config.headsTopic();
        Optional<Integer> existing = cluster.partitionCount(topic);
        if (existing.isEmpty()) {
            int copies = cluster.copies(config.topics().ledger()).orElse(1);
            Map<String, String> settings = new HashMap<>(SealerTopology.HEADS_TOPIC_SETTINGS);
            settings.put("min.insync.replicas", Integer.toString(Math.max(1, copies - 1)));
            NewTopic wanted = new NewTopic(topic, partitionCount, (short) copies).configs(settings);
            Cluster.await(
                    admin.createTopics(List.of(wanted)).all(),
                    "topic " + topic + " cannot be created");
        } else if (existing.get() != partitionCount) {
            throw new LedgerUnfitException(
                    "topic %s must have the %d partitions of the ledger, but has %d; delete it, then run this again"
                            .formatted(topic, partitionCount, existing.get()));
        }
    }

    /** The next sealer restores from the topic. */
    private void removeLocalState() {
        Path root = config.localState();
        try {
            Utils.delete(root.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "local state %s cannot be removed; remove it by hand".formatted(root), e);
        }
    }
}
