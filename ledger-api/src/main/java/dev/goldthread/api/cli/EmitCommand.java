package dev.goldthread.api.cli;

import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.streams.emit.SpoolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends events. */
@Command(
        name = "emit",
        description = {
            "Sends events: a JSON object, an array, or one object per line.",
            "Its commands send what other tools wrote."
        },
        mixinStandardHelpOptions = true)
final class EmitCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final SpoolFlags spool = new SpoolFlags();
    @Mixin private final WaitOption wait = new WaitOption();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The file with events, or - for standard input.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--no-spool",
            description = "Keep nothing on this machine: end with 5 when the ledger is away.")
    private boolean noSpool;

    @Option(
            names = "--dry-run",
            description = "Hold the events against the gate's rules here, and send nothing.")
    private boolean dryRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Form of the result (default: table).")
    private EmitReport.Form output = EmitReport.Form.TABLE;

    private final Terminal terminal;

    EmitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        wait.seconds(); // a wrong value is said before anything is read
        String from =
                file.orElseThrow(
                        () ->
                                CliException.usage(
                                        "say what to send: -f FILE with events, or one of the commands of goldthread emit --help"));
        String name = from.equals("-") ? "standard input" : from;
        try (EventReader events = new EventReader(name, input(from))) {
            EmitReport report = new EmitReport(terminal, output);
            if (dryRun) {
                check(events, report);
            } else {
                send(events, report);
            }
            if (report.total() == 0) {
                throw CliException.error("%s holds no event; nothing was sent".formatted(name));
            }
            return report.finish(dryRun ? "; nothing was sent (dry run)" : "");
        } catch (IOException e) {
            throw CliException.error("%s cannot be read: %s".formatted(name, e.getMessage()));
        } catch (SpoolException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }

    private InputStream input(String file) {
        if (file.equals("-")) {
            return terminal.in();
        }
        try {
            return Files.newInputStream(Path.of(file));
        } catch (IOException e) {
            throw CliException.error(
                    "file %s cannot be read; check the path and its permissions".formatted(file));
        }
    }

    private void send(EventReader events, EmitReport report) {
        Consumer<List<byte[]>> sink = sink(report);
        List<byte[]> batch = new ArrayList<>();
        long bytes = 0;
        for (Optional<byte[]> event = next(events, report);
                event.isPresent();
                event = next(events, report)) {
            int length = event.get().length;
            if (batch.size() == EventSender.BATCH_EVENTS_MAX
                    || (!batch.isEmpty() && bytes + length > EventSender.BATCH_BYTES_MAX)) {
                sink.accept(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(event.get());
            bytes += length + 1;
        }
        if (!batch.isEmpty()) {
            sink.accept(List.copyOf(batch));
        }
    }

    /** What waits from before goes first, so that the order stays. */
    private Consumer<List<byte[]>> sink(EmitReport report) {
        LedgerClient client = connection.open();
        if (noSpool) {
            EventSender sender = new EventSender(client, wait.seconds(), terminal);
            return batch -> report.add(sender.send(batch));
        }
        SpoolSending sending =
                new SpoolSending(
                        spool.open(connection.data.path()),
                        EventSender.beforeSpool(client, wait.seconds(), terminal),
                        terminal,
                        report);
        sending.sendWaiting();
        return sending::sendOrKeep;
    }

    /** What cannot be read ends the run; what was sent before stays sent, and is said. */
    private Optional<byte[]> next(EventReader events, EmitReport report) {
        try {
            return events.next();
        } catch (CliException e) {
            terminal.say("%,d events before this one were sent".formatted(report.total()));
            throw e;
        }
    }

    private static void check(EventReader events, EmitReport report) {
        // The nonce does not matter here: nothing is kept.
        Gate gate =
                new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
        Submission submission = new Submission("dry-run", "cli", Optional.empty());
        for (Optional<byte[]> event = events.next(); event.isPresent(); event = events.next()) {
            report.add(gate.admit(event.get(), submission, Instant.now()));
        }
    }
}
