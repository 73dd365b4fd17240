package dev.goldthread.api.drill;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Three brokers as containers of Apache's own image; skipped where there is no engine. */
class ContainersIT extends BrokersContract {

    @Override
    Brokers brokers(Path home) throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no container engine answers here, so the tests against containers are skipped;"
                        + " start Docker or Podman's socket and run them with -Dit.test=ContainersIT");
        return new ContainerBrokers();
    }
}
