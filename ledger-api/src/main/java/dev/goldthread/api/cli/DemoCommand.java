package dev.goldthread.api.cli;

import dev.goldthread.api.cli.Terminal.Screen;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a ledger from nothing, brings real input into it, and tells what it says. */
@Command(
        name = "demo",
        description = {
            "Starts a whole ledger in a folder of its own, imports a Git history and a story about an infusion",
            "pump, traces a release, verifies the ledger, and leaves nothing behind. On a terminal it stays up",
            "until Ctrl-C, so that you can go on with it."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    /** When to end. */
    enum Ending {
        /** After the story, or with Ctrl-C on a terminal. */
        AUTO,
        STAY,
        END
    }

    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "REPOSITORY",
            description = "The Git repository to import (default: the one this program lies in).")
    private Optional<Path> repository = Optional.empty();

    @Option(
            names = "--ending",
            paramLabel = "auto|stay|end",
            description = "Whether to stay up after the story (default: ${DEFAULT-VALUE}).")
    private Ending ending = Ending.AUTO;

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("goldthread-demo-");
        try (Lodging lodging = new Lodging(data)) {
            terminal.say("Starting a ledger from nothing in %s".formatted(data));
            NodeOptions options = NodeOptions.embedded(data).withPort(0);
            Node node = lodging.takeIn(Node.start(options, new NodeProgress(terminal)));
            DemoScript script = new DemoScript(node.url(), data, terminal);
            int exitCode = script.run(repository.orElseGet(DemoCommand::here), output);
            if (staysUp(exitCode)) {
                terminal.say(
                        "The ledger goes on at %s; Ctrl-C stops it and removes %s."
                                .formatted(node.url(), data));
                while (node.failure().isEmpty()) {
                    TimeUnit.SECONDS.sleep(1);
                }
            }
            return exitCode;
        }
    }

    private boolean staysUp(int exitCode) {
        return switch (ending) {
            case AUTO ->
                    exitCode == ExitCode.OK
                            && terminal.outScreen() == Screen.PERSON
                            && !output.isJson();
            case STAY -> true;
            case END -> false;
        };
    }

    /** Where the launcher lies; without one, the working directory. */
    private static Path here() {
        return Path.of(System.getProperty("goldthread.home", "."));
    }

    /** The demo's folder, gone at the end of the command and when the process is stopped. */
    private static final class Lodging implements AutoCloseable {

        private final Path folder;
        private final Thread hook = new Thread(this::leave, "goldthread-demo-leave");
        private Optional<Node> node = Optional.empty();

        Lodging(Path folder) {
            this.folder = folder;
            Runtime.getRuntime().addShutdownHook(hook);
        }

        synchronized Node takeIn(Node started) {
            node = Optional.of(started);
            return started;
        }

        @Override
        public void close() {
            leave();
        }

        /** The ledger first, since it writes until it is closed. */
        private synchronized void leave() {
            node.ifPresent(Node::close);
            node = Optional.empty();
            try {
                Utils.delete(folder.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "%s could not be removed; remove it by hand".formatted(folder), e);
            }
        }
    }
}
