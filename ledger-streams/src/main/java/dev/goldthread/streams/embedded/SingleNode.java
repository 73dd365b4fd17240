package dev.goldthread.streams.embedded;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's controller and broker in this process, started one after the other.
 *
 * <p>Kafka's own {@code KafkaRaftServer} starts both in one go, and that loses transactions after a
 * kill -9. The metadata then still says that this broker lives and leads everything, so the
 * transaction coordinator takes up its work before the broker listens; meanwhile the controller
 * finds the old broker dead and leaves every partition without a leader; and Kafka 4.3.1 takes a
 * partition without leader for a deleted one and drops the marker that would end its transaction
 * (KRaftMetadataCache.getPartitionLeaderEndpoint). What the sealer had under way would hang
 * forever. So the old broker is struck off while only the controller runs: the broker then finds
 * itself leader of nothing until it listens. It also need not wait for the old session to end.
 *
 * <p>Not thread-safe.
 */
final class SingleNode {

    private static final Logger LOG = LoggerFactory.getLogger(SingleNode.class);
    private static final Duration CONTROLLER_WAIT_MAX = Duration.ofSeconds(20);
    private static final Duration CONTROLLER_RETRY = Duration.ofMillis(10);

    private final ControllerServer controller;
    private final BrokerServer broker;

    SingleNode(KafkaConfig config) {
        var folders = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        MetaPropertiesEnsemble properties = folders._1();
        BootstrapMetadata bootstrap = folders._2();
        SharedServer shared = shared(config, properties);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), bootstrap);
        this.broker = new BrokerServer(shared);
    }

    private static SharedServer shared(KafkaConfig config, MetaPropertiesEnsemble properties) {
        QuorumConfig quorum = config.quorumConfig();
        return new SharedServer(
                config,
                properties,
                Time.SYSTEM,
                Server.initializeMetrics(config, Time.SYSTEM, properties.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(quorum.voters())),
                QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
    }

    /** Returns when the broker serves requests. */
    void start() throws InterruptedException, ExecutionException {
        controller.startup();
        strikeOffPredecessor();
        broker.startup();
    }

    private void strikeOffPredecessor() throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + CONTROLLER_WAIT_MAX.toNanos();
        while (true) {
            try {
                controller
                        .controller()
                        .unregisterBroker(operator(deadline), BrokerConfig.NODE_ID)
                        .get();
                return;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof BrokerIdNotRegisteredException) {
                    return; // the first start
                }
                boolean electing = e.getCause() instanceof NotControllerException;
                if (!electing || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(CONTROLLER_RETRY);
            }
        }
    }

    private static ControllerRequestContext operator(long deadline) {
        return new ControllerRequestContext(
                new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.of(deadline));
    }

    void stop() {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }
}
