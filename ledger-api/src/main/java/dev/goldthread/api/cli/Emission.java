package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.ci.CiFacts;
import dev.goldthread.api.ci.UnknownFactException;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.streams.emit.SpoolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How a command sends events that it made itself: held against the gate's rules here, put into the
 * spool, then sent with what waited before. A mixin.
 */
final class Emission {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final SpoolFlags spool = new SpoolFlags();
    @Mixin private final WaitOption wait = new WaitOption();

    @Option(
            names = "--no-spool",
            description = "Keep nothing on this machine: end with 5 when the ledger is away.")
    private boolean noSpool;

    @Option(names = "--dry-run", description = "Print the events, and send nothing.")
    private boolean dryRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Form of the result (default: table).")
    private EmitReport.Form output = EmitReport.Form.TABLE;

    /** What an event is about, by its id, where that is to be told. */
    private final Map<String, JsonNode> subjects = new HashMap<>();

    LedgerClient client() {
        return connection.open();
    }

    /** Whether events are only printed. */
    boolean isDryRun() {
        return dryRun;
    }

    Path data() {
        return connection.data.path();
    }

    /** Makes events, sends them, and returns the exit code. */
    int emit(Terminal terminal, CiFacts facts, Function<CiFacts, List<ObjectNode>> maker) {
        return emit(terminal, facts, maker, _ -> {});
    }

    /** The same, and tells what each event is about: others have to name the id that it got. */
    int emitTellingSubjects(
            Terminal terminal, CiFacts facts, Function<CiFacts, List<ObjectNode>> maker) {
        return emit(terminal, facts, maker, events -> events.forEach(this::tellSubject));
    }

    private void tellSubject(ObjectNode event) {
        subjects.put(event.path("id").asText(), event.path("subject"));
    }

    private int emit(
            Terminal terminal,
            CiFacts facts,
            Function<CiFacts, List<ObjectNode>> maker,
            Consumer<List<ObjectNode>> made) {
        try {
            List<ObjectNode> events = maker.apply(facts);
            made.accept(events);
            return emit(terminal, events);
        } catch (UnknownFactException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Sends events and returns the exit code. */
    int emit(Terminal terminal, List<ObjectNode> events) {
        List<byte[]> lines =
                events.stream()
                        .map(event -> event.toString().getBytes(StandardCharsets.UTF_8))
                        .toList();
        if (dryRun) {
            events.forEach(event -> terminal.print(OutputOption.json(event)));
        }
        Optional<Integer> refused = refused(terminal, lines);
        if (refused.isPresent()) {
            return refused.get();
        }
        return dryRun ? ExitCode.OK : send(terminal, lines);
    }

    /**
     * An event that the gate would refuse is neither kept nor counted: its number would be missing
     * for ever.
     */
    private Optional<Integer> refused(Terminal terminal, List<byte[]> lines) {
        // The nonce does not matter here: nothing is kept.
        Gate gate =
                new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
        Submission submission = new Submission("here", "cli", Optional.empty());
        List<Admission> refused = new ArrayList<>();
        for (byte[] line : lines) {
            Admission admission = gate.admit(line, submission, Instant.now());
            if (admission instanceof Admission.Refused) {
                refused.add(admission);
            }
        }
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        EmitReport report = report(dryRun ? terminal.withResultOnErr() : terminal);
        refused.forEach(report::add);
        return Optional.of(report.finish("; nothing was sent"));
    }

    private EmitReport report(Terminal terminal) {
        return new EmitReport(terminal, output, subjects);
    }

    private int send(Terminal terminal, List<byte[]> lines) {
        EmitReport report = report(terminal);
        LedgerClient client = connection.open();
        if (noSpool) {
            report.add(new EventSender(client, wait.seconds(), terminal).send(lines));
            return report.finish("");
        }
        EventSender sender = EventSender.beforeSpool(client, wait.seconds(), terminal);
        try {
            new SpoolSending(spool.open(connection.data.path()), sender, terminal, report)
                    .keepAndSend(lines);
        } catch (SpoolException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
        return report.finish("");
    }
}
