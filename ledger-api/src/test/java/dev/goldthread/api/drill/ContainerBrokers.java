package dev.goldthread.api.drill;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.PortBinding;
import dev.goldthread.streams.embedded.LoopbackPorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * A cluster of three containers, each broker and controller. Their ports on the host are chosen
 * beforehand, because a container that is started again gets other ones by default.
 *
 * <p>Names of the variables: Apache Kafka 4.3 documentation, "Docker".
 */
final class ContainerBrokers implements Brokers {

    private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");
    private static final int COUNT = 3;
    private static final int HOST_LISTENER = 9092;

    private final Network network = Network.newNetwork();
    private final List<Integer> ports = new ArrayList<>();
    private final List<GenericContainer<?>> containers = new ArrayList<>();

    /** Starts them and returns when all serve. */
    ContainerBrokers() throws IOException {
        String cluster = Uuid.randomUuid().toString();
        ports.addAll(LoopbackPorts.free(COUNT));
        for (int broker = 0; broker < COUNT; broker++) {
            containers.add(container(broker, cluster));
        }
        Startables.deepStart(containers).join();
    }

    private GenericContainer<?> container(int broker, String cluster) {
        String binding = "127.0.0.1:%d:%d".formatted(ports.get(broker), HOST_LISTENER);
        return new GenericContainer<>(IMAGE)
                .withNetwork(network)
                .withNetworkAliases(alias(broker))
                .withExposedPorts(HOST_LISTENER)
                .withCreateContainerCmdModifier(
                        command ->
                                command.getHostConfig()
                                        .withPortBindings(PortBinding.parse(binding)))
                .withEnv(settings(broker, cluster))
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
    }

    private Map<String, String> settings(int broker, String cluster) {
        return Map.of(
                "CLUSTER_ID",
                cluster,
                "KAFKA_NODE_ID",
                Integer.toString(broker),
                "KAFKA_PROCESS_ROLES",
                "broker,controller",
                "KAFKA_CONTROLLER_LISTENER_NAMES",
                "CONTROLLER",
                "KAFKA_INTER_BROKER_LISTENER_NAME",
                "INSIDE",
                "KAFKA_LISTENERS",
                "HOST://0.0.0.0:%d,INSIDE://0.0.0.0:9094,CONTROLLER://0.0.0.0:9093"
                        .formatted(HOST_LISTENER),
                "KAFKA_ADVERTISED_LISTENERS",
                "HOST://127.0.0.1:%d,INSIDE://%s:9094".formatted(ports.get(broker), alias(broker)),
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                "HOST:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "KAFKA_CONTROLLER_QUORUM_VOTERS",
                IntStream.range(0, COUNT)
                        .mapToObj(each -> "%d@%s:9093".formatted(each, alias(each)))
                        .collect(Collectors.joining(",")),
                "KAFKA_AUTO_CREATE_TOPICS_ENABLE",
                "false");
    }

    private static String alias(int broker) {
        return "broker-" + broker;
    }

    @Override
    public Map<String, Object> client() {
        return Map.of(
                "bootstrap.servers",
                ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
    }

    @Override
    public int count() {
        return COUNT;
    }

    /** The container stays, with its data. */
    @Override
    public void kill(int broker) {
        GenericContainer<?> container = containers.get(broker);
        docker(container).killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void startAgain(int broker) {
        GenericContainer<?> container = containers.get(broker);
        docker(container).startContainerCmd(container.getContainerId()).exec();
    }

    private static DockerClient docker(GenericContainer<?> container) {
        return container.getDockerClient();
    }

    @Override
    public void close() {
        containers.forEach(GenericContainer::stop);
        network.close();
    }
}
