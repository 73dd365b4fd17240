package dev.goldthread.api.cli;

import dev.goldthread.api.node.Node;
import dev.goldthread.streams.embedded.DataFolderInUseException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a ledger until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Runs a ledger: broker, registry, sealer, projector and API in one program, on this machine only",
            "unless told otherwise. The first start writes the operator's token into the data folder."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Duration FAILURE_CHECK = Duration.ofSeconds(1);

    @Mixin private final NodeFlags flags = new NodeFlags();

    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        long startNanos = System.nanoTime();
        try (Node node = start()) {
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            terminal.say("");
            terminal.say(
                    "Goldthread serves at %s, ready in %s"
                            .formatted(node.url(), NodeProgress.seconds(took)));
            terminal.say("  data   %s".formatted(node.data()));
            terminal.say("  token  %s".formatted(node.data().resolve("operator.token")));
            terminal.say("Stop it with Ctrl-C.");
            return awaitFailure(node);
        }
    }

    private Node start() {
        try {
            return Node.start(flags.options(), new NodeProgress(terminal));
        } catch (DataFolderInUseException | IllegalStateException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A stop by signal ends the process from its shutdown hooks; only a failure comes back here.
     */
    private int awaitFailure(Node node) throws InterruptedException {
        while (node.failure().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(FAILURE_CHECK.toMillis());
        }
        String why = node.failure().map(Throwable::getMessage).orElse("unknown");
        terminal.say("error: a part of the ledger ended: " + why);
        return ExitCode.ERROR;
    }
}
