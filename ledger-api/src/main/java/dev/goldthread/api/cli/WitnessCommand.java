package dev.goldthread.api.cli;

import dev.goldthread.api.witness.WatchedLog;
import dev.goldthread.api.witness.WitnessOptions;
import dev.goldthread.api.witness.WitnessServer;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.streams.embedded.DataFolderInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Watches other people's logs. */
@Command(
        name = "witness",
        description = {
            "Cosigns checkpoints of other ledgers, as long as each goes on from the one before",
            "(C2SP tlog-witness). Prints the verifier key line to give to those who rely on it."
        },
        mixinStandardHelpOptions = true)
final class WitnessCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "Folder of the witness's own: its key, and what it cosigned last.")
    private Path data = Path.of("");

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
    private String host = WitnessOptions.HOST_DEFAULT;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = WitnessOptions.PORT_DEFAULT;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Its name, like witness.example.com/w1; asked for at the first start only.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--log",
            paramLabel = "VKEY",
            description = "Verifier key line of a log to watch; may be given again.")
    private List<String> logs = List.of();

    @Option(
            names = "--logs",
            paramLabel = "FILE",
            description =
                    "Logs to watch, lines of VKEY, with the origin behind it where it differs.")
    private Optional<Path> logsFile = Optional.empty();

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            description = "How many requests it answers (default: ${DEFAULT-VALUE}).")
    private int requests = WitnessOptions.REQUESTS_DEFAULT;

    private final Terminal terminal;

    WitnessCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (WitnessServer server = start()) {
            terminal.print(server.verifierKey().text() + "\n");
            terminal.say("Witness listens at %s".formatted(server.address()));
            terminal.say("Stop it with Ctrl-C.");
            new CountDownLatch(1).await(); // a signal ends the process
            return ExitCode.OK;
        }
    }

    private WitnessServer start() {
        WitnessOptions options = options();
        try {
            return WitnessServer.start(options);
        } catch (DataFolderInUseException | IOException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private WitnessOptions options() {
        try {
            List<String> lines = new ArrayList<>(logs);
            if (logsFile.isPresent()) {
                lines.addAll(Files.readAllLines(logsFile.get()));
            }
            return new WitnessOptions(
                    data.toAbsolutePath().normalize(),
                    host,
                    port,
                    name.map(KeyName::new),
                    WatchedLog.parse(lines),
                    requests);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CliException.usage("%s cannot be read".formatted(e.getMessage()));
        }
    }
}
