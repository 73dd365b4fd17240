package dev.goldthread.api.drill;

import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.registry.RegistryEndpoint;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** A cluster and a registry that parts in processes of their own share. */
record Outside(Path folder, Brokers brokers, EmbeddedRegistry registry, RegistryEndpoint endpoint)
        implements AutoCloseable {

    private static final String TOKEN = "drill-drill-drill-drill";

    /**
     * @param brokers are closed with this
     */
    static Outside start(Path folder, Brokers brokers) throws Exception {
        EmbeddedRegistry registry =
                EmbeddedRegistry.start(brokers.client(), EmbeddedRegistry.TOPIC_DEFAULT);
        Outside outside =
                new Outside(folder, brokers, registry, RegistryEndpoint.start(registry, 0, TOKEN));
        outside.prepare();
        return outside;
    }

    private void prepare() throws Exception {
        Properties config = new Properties();
        config.putAll(client());
        try (var out = Files.newBufferedWriter(configFile())) {
            config.store(out, null);
        }
        try (Admin admin = Admin.create(client())) {
            int copies = Math.min(3, brokers.count());
            admin.createTopics(
                            List.of(
                                    new NewTopic(
                                                    inbox(),
                                                    Optional.of(2),
                                                    Optional.of((short) copies))
                                            .configs(
                                                    Map.of(
                                                            "min.insync.replicas",
                                                            "" + Math.max(1, copies - 1)))))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    /** Waits until every broker has all that it should have. */
    void awaitAllCopies() throws InterruptedException {
        long deadline = System.nanoTime() + Brokers.BACK_MAX.toNanos();
        try (Admin admin = Admin.create(client())) {
            while (!topics(admin).stream().allMatch(Outside::isWhole)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("copies are not in step after " + Brokers.BACK_MAX);
                }
                Thread.sleep(50);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("topics cannot be described", e);
        }
    }

    private static Collection<TopicDescription> topics(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> names = admin.listTopics().names().get(60, TimeUnit.SECONDS);
        return admin.describeTopics(names).allTopicNames().get(60, TimeUnit.SECONDS).values();
    }

    private static boolean isWhole(TopicDescription topic) {
        return topic.partitions().stream()
                .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    }

    Map<String, Object> client() {
        return brokers.client();
    }

    String inbox() {
        return LedgerTopics.DEFAULT.inbox("drill");
    }

    Path data(String part) {
        return folder.resolve(part);
    }

    Path configFile() {
        return folder.resolve("kafka.properties");
    }

    List<String> arguments(String part, String roles, int port) {
        return List.of(
                "--roles",
                roles,
                "--data",
                data(part).toString(),
                "--port",
                Integer.toString(port),
                "--bootstrap-servers",
                String.valueOf(client().get("bootstrap.servers")),
                "--kafka-config",
                configFile().toString(),
                "--schema-registry-url",
                endpoint.uri().toString().replace("://", "://goldthread:%s@".formatted(TOKEN)));
    }

    @Override
    public void close() throws Exception {
        endpoint.close();
        registry.close();
        brokers.close();
    }
}
