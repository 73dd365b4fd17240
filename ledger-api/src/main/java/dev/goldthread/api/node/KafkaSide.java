package dev.goldthread.api.node;

import dev.goldthread.api.gate.FreeSpace;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.BrokerStartException;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka that a node works on: a cluster elsewhere, or the embedded broker, which is started
 * again when its process ends. Thread-safe.
 */
final class KafkaSide implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSide.class);

    /**
     * A broker that hangs, or is cut off, keeps its connections: a client turns to another one only
     * after this long (30 s by default, and then again for every request that it asks it).
     */
    private static final String REQUEST_MAX_MILLIS = "5000";

    /** The system may even take connections to a process that hangs, as long as few wait. */
    private static final List<String> NO_ANSWER_SETTINGS =
            List.of(
                    CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                    CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                    CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG);

    /**
     * A client asks those brokers that were well when it asked last, 5 minutes ago at most by
     * default. Where the only one of them hangs now, it asks that one for 5 minutes more, until it
     * begins with {@code bootstrap.servers} again. Both are shorter here.
     */
    private static final String FORGET_BROKERS_MILLIS = "10000";

    private static final String KNOW_BROKERS_MILLIS = "60000";

    private static final int ANSWER_MAX_MILLIS = 1_500;
    private static final Duration ROOM_CHECK = Duration.ofSeconds(1);

    private final Map<String, Object> client;
    private final Admin admin;
    private final @Nullable DataFolder data;
    private @Nullable EmbeddedBroker broker; // guarded by this
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock restarts = new ReentrantLock();
    private volatile Optional<Throwable> failure = Optional.empty();

    private KafkaSide(
            Map<String, Object> client,
            @Nullable DataFolder data,
            @Nullable EmbeddedBroker broker) {
        this.client = Map.copyOf(client);
        this.data = data;
        this.broker = broker;
        admin = Admin.create(new HashMap<>(client));
        if (broker != null) {
            guard(broker);
        }
    }

    /** The cluster that the options name, or the embedded broker. */
    static KafkaSide of(NodeOptions options, DataFolder data) {
        return options.cluster().isEmpty() ? embedded(data) : elsewhere(options.cluster());
    }

    static KafkaSide elsewhere(Map<String, String> cluster) {
        Map<String, Object> client = new HashMap<>(cluster);
        for (String setting : NO_ANSWER_SETTINGS) {
            client.putIfAbsent(setting, REQUEST_MAX_MILLIS);
        }
        client.putIfAbsent(
                CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG,
                FORGET_BROKERS_MILLIS);
        client.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, KNOW_BROKERS_MILLIS);
        return new KafkaSide(client, null, null);
    }

    private static KafkaSide embedded(DataFolder data) {
        EmbeddedBroker broker = start(data);
        return new KafkaSide(broker.clientConfig(), data, broker);
    }

    /** What a broker says of a disk that is full is a page of its log: say it in a sentence. */
    private static EmbeddedBroker start(DataFolder data) {
        try {
            return EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
        } catch (BrokerStartException e) {
            throw FreeSpace.under(data.root())
                    .problem()
                    .<RuntimeException>map(
                            full ->
                                    new IllegalStateException(
                                            full + "; the embedded broker did not start", e))
                    .orElse(e);
        }
    }

    Map<String, Object> client() {
        return client;
    }

    String bootstrapServers() {
        return String.valueOf(client.get("bootstrap.servers"));
    }

    Admin admin() {
        return admin;
    }

    /** The embedded broker's process, for those who want to see it end. */
    synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(broker).map(EmbeddedBroker::process);
    }

    private void guard(EmbeddedBroker started) {
        var _ =
                started.process()
                        .onExit()
                        .thenAcceptAsync(
                                _ -> startAgain(),
                                each ->
                                        Thread.ofPlatform()
                                                .daemon()
                                                .name("broker-restart")
                                                .start(each));
    }

    private void startAgain() {
        restarts.lock();
        try {
            awaitRoom();
            startAgainUnlessClosed();
        } finally {
            restarts.unlock();
        }
    }

    /** On a full disk it would end again and again. */
    private void awaitRoom() {
        if (data == null) {
            return;
        }
        FreeSpace space = FreeSpace.under(data.root());
        space.problem()
                .ifPresent(
                        full ->
                                LOG.error(
                                        "the embedded broker's process ended and waits: {}", full));
        try {
            boolean closed = false;
            while (!closed && space.problem().isPresent()) {
                closed = closing.await(ROOM_CHECK.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps a broker that ended from being started again, so that a test can see it away. */
    ReentrantLock restarts() {
        return restarts;
    }

    private synchronized void startAgainUnlessClosed() {
        if (closing.getCount() == 0 || data == null) {
            return;
        }
        LOG.warn("the embedded broker's process ended; it is started again");
        try {
            EmbeddedBroker next = start(data);
            broker = next;
            if (!bootstrapServers().equals(next.clientConfig().get("bootstrap.servers"))) {
                throw new IllegalStateException(
                        "the embedded broker's port was taken by another process; restart the node");
            }
            guard(next);
        } catch (BrokerStartException | IllegalStateException e) {
            LOG.error("the embedded broker could not be started again; restart the node", e);
            failure = Optional.of(e);
        }
    }

    /** Why it will not come back by itself. */
    Optional<Throwable> failure() {
        return failure;
    }

    /** Why it does not answer now; empty when it does. */
    Optional<String> problem() {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MAX_MILLIS))
                    .nodes()
                    .get(ANSWER_MAX_MILLIS, TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(
                    "no answer from %s within %d ms; nothing accepted is lost, submissions get 503"
                            .formatted(bootstrapServers(), ANSWER_MAX_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        admin.close(Duration.ofSeconds(2));
        if (broker != null) {
            broker.close();
        }
    }
}
