package dev.goldthread.api.drill;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Three brokers as containers of Apache's own image; skipped where there is no engine. */
class ContainersIT extends BrokersContract {

    private static final String NO_ENGINE =
            "no container engine answers here; start Docker, or Podman's socket, and run it again";

    @Override
    Brokers brokers(Path home) throws Exception {
        boolean engine = DockerClientFactory.instance().isDockerAvailable();
        if (!engine) {
            System.out.println("ContainersIT is skipped: " + NO_ENGINE);
        }
        assumeTrue(engine, NO_ENGINE);
        return new ContainerBrokers();
    }
}
