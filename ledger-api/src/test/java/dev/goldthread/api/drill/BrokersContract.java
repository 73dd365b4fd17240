package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.embedded.LoopbackPorts;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds on every Kafka: a {@code goldthread serve} on brokers that are killed and come back.
 * All tests share one ledger, and each writes events of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokersContract {

    private static final int ROUNDS = 2;

    @TempDir private static Path folder;
    private Outside outside;
    private Part ledger;
    private int port;

    /**
     * Brokers that serve.
     *
     * @param home may be used for their data
     */
    abstract Brokers brokers(Path home) throws Exception;

    @BeforeAll
    void start() throws Exception {
        outside = Outside.start(folder, brokers(folder.resolve("brokers")));
        port = LoopbackPorts.free(1).getFirst();
        ledger =
                new Part(
                        "ledger",
                        folder,
                        outside.arguments("ledger", "gate,sealer,projector,api", port));
        ledger.awaitReady();
    }

    @AfterAll
    void stop() throws Exception {
        if (ledger != null) {
            ledger.close();
        }
        if (outside != null) {
            outside.close();
        }
    }

    @Test
    void sealsFromEndToEnd() throws Exception {
        HttpWriter writer = writer("calm");
        try (writer) {
            writer.awaitMore(200, Brokers.BACK_MAX);
        }

        requireClean("nothing killed", Map.of(), writer);
    }

    /** One broker may be away: a copy less, and still two that know what was accepted. */
    @Test
    void keepsAsManyCopiesAsThereAreBrokers() throws Exception {
        int copies = outside.brokers().count();
        try (Admin admin = Admin.create(outside.client())) {
            Collection<TopicDescription> topics = await(admin, ledgerTopics(admin)).values();

            assertThat(topics).hasSizeGreaterThanOrEqualTo(8);
            for (TopicDescription topic : topics) {
                assertThat(topic.partitions())
                        .as(topic.name())
                        .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(copies));
                assertThat(inSyncMin(admin, topic.name()))
                        .as(topic.name())
                        .isEqualTo(Math.max(1, copies - 1));
            }
        }
    }

    private static List<String> ledgerTopics(Admin admin) throws Exception {
        return admin.listTopics().names().get(60, TimeUnit.SECONDS).stream()
                .filter(
                        name ->
                                name.startsWith(LedgerTopics.DEFAULT.prefix())
                                        || name.equals(EmbeddedRegistry.TOPIC_DEFAULT))
                .toList();
    }

    private static int inSyncMin(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
                admin.describeConfigs(List.of(resource))
                        .all()
                        .get(60, TimeUnit.SECONDS)
                        .get(resource);
        return Integer.parseInt(config.get("min.insync.replicas").value());
    }

    @Test
    void losesNothingWhenBrokersAreKilledInTurn() throws Exception {
        HttpWriter writer = writer("turn");
        try (writer) {
            for (int kill = 0; kill < ROUNDS * outside.brokers().count(); kill++) {
                int broker = kill % outside.brokers().count();
                writer.awaitMore(20, Brokers.BACK_MAX);
                outside.brokers().kill(broker);
                if (outside.brokers().count() > 2) {
                    writer.awaitMoreReceipts(40, Brokers.BACK_MAX); // the others go on without it
                }
                outside.brokers().startAgain(broker);
                outside.awaitAllCopies();
            }
            writer.awaitMoreReceipts(40, Brokers.BACK_MAX);
        }

        requireClean(
                "brokers killed in turn",
                Map.of("broker", ROUNDS * outside.brokers().count()),
                writer);
    }

    private HttpWriter writer(String name) {
        return new HttpWriter(name, port, outside.data("ledger"));
    }

    private static Map<String, TopicDescription> await(Admin admin, List<String> topics)
            throws Exception {
        return admin.describeTopics(topics).allTopicNames().get(60, TimeUnit.SECONDS);
    }

    /** Stops the ledger to read its graph, and starts it again for the next test. */
    private void requireClean(String what, Map<String, Integer> kills, HttpWriter writer)
            throws Exception {
        Account account;
        try (LedgerContent content = new LedgerContent(outside.client())) {
            content.awaitSealed(writer.remembered());
            ledger.stop();
            account =
                    content.account(
                            kills,
                            writer.remembered(),
                            outside.data("ledger").resolve("projector"));
        }
        System.out.println(account.line(what + " on " + getClass().getSimpleName(), 0));
        assertThat(account.isClean()).as(account.toString()).isTrue();
        assertThat(account.receipts()).isGreaterThan(20);
        ledger.startAgain();
        ledger.awaitReady();
    }
}
