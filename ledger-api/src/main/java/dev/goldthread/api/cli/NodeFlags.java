package dev.goldthread.api.cli;

import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.api.node.NodeRole;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.topic.TopicOptions;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What may be chosen about the ledger that a command runs itself. */
final class NodeFlags {

    @Mixin final DataOption data = new DataOption();
    @Mixin private final KafkaFlags kafka = new KafkaFlags();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
    private String host = NodeOptions.HOST_DEFAULT;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = NodeOptions.PORT_DEFAULT;

    @Option(
            names = "--ledger-name",
            paramLabel = "NAME",
            description =
                    "The ledger's name, like a host name; it never changes (default: ${DEFAULT-VALUE}).")
    private String ledgerName = NodeOptions.NAME_DEFAULT.text();

    @Option(
            names = "--schema-registry-url",
            paramLabel = "URL,…",
            description = "A schema registry of your own, to go with --bootstrap-servers.")
    private Optional<String> registryUrl = Optional.empty();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "Partitions of intake and ledger when they are created (default: ${DEFAULT-VALUE}).")
    private int partitions = TopicOptions.EMBEDDED_PARTITIONS;

    @Option(
            names = "--public-log",
            description =
                    "Serve checkpoints, tiles and proofs to anybody, without a token (default: closed).")
    private boolean publicLog;

    /**
     * @throws CliException when a value is no such thing, or two do not go together
     */
    NodeOptions options() {
        try {
            NodeOptions closed =
                    new NodeOptions(
                            data.path(),
                            host,
                            port,
                            new LedgerName(ledgerName),
                            kafka.topics(),
                            partitions,
                            kafka.client(),
                            registryUrl
                                    .map(url -> Map.of(RegistryConfig.URL, url))
                                    .orElse(Map.of()),
                            NodeRole.all());
            return publicLog ? closed.withPublicLog() : closed;
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
