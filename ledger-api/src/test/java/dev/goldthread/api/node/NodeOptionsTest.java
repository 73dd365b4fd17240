package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeOptionsTest {

    private static final InstanceAddress ADDRESS = InstanceAddress.parse("http://10.0.0.5:8080");

    @Test
    void anInstanceAmongOthersNeedsAClusterAndTheApi() {
        NodeOptions alone = NodeOptions.embedded(Path.of("data"));
        NodeOptions shared = onCluster(NodeRole.all());
        NodeOptions mute = onCluster(EnumSet.of(NodeRole.SEALER));

        assertThat(shared.withAdvertised(ADDRESS).advertised()).contains(ADDRESS);
        assertThatThrownBy(() -> alone.withAdvertised(ADDRESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("advertise is http://10.0.0.5:8080")
                .hasMessageContaining("set bootstrap.servers and the role");
        assertThatThrownBy(() -> mute.withAdvertised(ADDRESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("role api");
    }

    private static NodeOptions onCluster(Set<NodeRole> roles) {
        return new NodeOptions(
                Path.of("data"),
                NodeOptions.HOST_DEFAULT,
                NodeOptions.PORT_DEFAULT,
                NodeOptions.NAME_DEFAULT,
                LedgerTopics.DEFAULT,
                4,
                Map.of("bootstrap.servers", "kafka:9092"),
                Map.of("schema.registry.url", "http://registry:8081"),
                roles);
    }
}
