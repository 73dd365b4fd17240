package dev.goldthread.api.cli;

import dev.goldthread.api.node.RegistryNode;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the schema registry alone until it is told to stop. */
@Command(
        name = "registry",
        description = {
            "Runs the schema registry alone, on this machine only, over a topic of --bootstrap-servers: for several",
            "instances of a ledger on one cluster that has no registry. The first start writes its token into the data folder."
        },
        mixinStandardHelpOptions = true)
final class RegistryCommand implements Callable<Integer> {

    private static final int PORT_MAX = 65_535;

    @Mixin private final DataOption data = new DataOption();
    @Mixin private final KafkaFlags kafka = new KafkaFlags();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port = 8081;

    private final Terminal terminal;

    RegistryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!kafka.namesACluster()) {
            throw CliException.usage(
                    "--bootstrap-servers is missing; name the cluster, or use goldthread serve, which runs a registry of its own");
        }
        if (port < 0 || port > PORT_MAX) {
            throw CliException.usage(
                    "--port must be from 0 to %d, but is %d; correct it".formatted(PORT_MAX, port));
        }
        try (RegistryNode registry = RegistryNode.start(data.path(), kafka.client(), port)) {
            terminal.say("The schema registry serves at %s, ready".formatted(registry.url()));
            terminal.say("  token  %s".formatted(RegistryNode.tokenFile(data.path())));
            terminal.say("Stop it with Ctrl-C.");
            new CountDownLatch(1).await(); // a signal ends the process
            return ExitCode.OK;
        }
    }
}
