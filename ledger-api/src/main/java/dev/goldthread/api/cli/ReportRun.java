package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.cli.LedgerClient.Answer;
import dev.goldthread.api.foreign.Inflation;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.gate.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends files of one format, one after the other, or shows what would be sent. */
final class ReportRun {

    /** What a format adds to what all have. */
    interface Format {

        /** The last part of its route. */
        String name();

        /** Its own parameters. */
        RouteQuery complete(RouteQuery query, Path file);

        /** Reads the file here as the ledger would. */
        Reading read(byte[] content, ReportQuery query, Path file);
    }

    /** The server takes no larger request. */
    private static final long FILE_BYTES_MAX = 32L * 1024 * 1024;

    private final Terminal terminal;
    private final ReportFlags flags;
    private final Format format;

    ReportRun(Terminal terminal, ReportFlags flags, Format format) {
        this.terminal = terminal;
        this.flags = flags;
        this.format = format;
    }

    /**
     * What is sent as one report.
     *
     * @param name for people
     * @param file whose time it may take
     */
    record Content(String name, Path file, Supplier<byte[]> bytes) {}

    /** All files; one that is refused does not keep the others back. */
    int of(List<Path> files) {
        return run(
                files.stream()
                        .map(file -> new Content(file.toString(), file, () -> content(file)))
                        .toList());
    }

    int of(Content content) {
        return run(List.of(content));
    }

    private int run(List<Content> files) {
        return flags.dryRun ? show(files) : send(files);
    }

    private int send(List<Content> files) {
        EventSender sender =
                new EventSender(flags.connection.open(), flags.wait.seconds(), terminal);
        ReportSummary summary = new ReportSummary(terminal, flags.output);
        int sent = 0;
        for (Content each : files) {
            Path file = each.file();
            String route =
                    "/v1/reports/%s%s"
                            .formatted(
                                    format.name(), format.complete(flags.routeQuery(file), file));
            try {
                Answer answer =
                        sender.deliver(route, "application/octet-stream", each.bytes().get());
                if (answer.json().path("results").isArray()) {
                    summary.add(each.name(), answer.json());
                } else {
                    summary.addUnreadable(each.name(), answer.json());
                }
            } catch (CliException e) {
                terminal.say(
                        "%,d of %,d reports were sent before this; send all again later, nothing is recorded twice"
                                .formatted(sent, files.size()));
                throw e;
            }
            sent++;
        }
        return summary.finish();
    }

    /** Events on standard output, everything else beside it, so that one can be piped on. */
    private int show(List<Content> files) {
        long events = 0;
        long refused = 0;
        for (Content file : files) {
            List<Violation> violations = new ArrayList<>();
            for (ObjectNode event : read(file, violations)) {
                terminal.print(event + "\n");
                violations.addAll(violations(event));
                events++;
            }
            violations.forEach(each -> terminal.say("refused %s: %s".formatted(file.name(), each)));
            refused += violations.isEmpty() ? 0 : 1;
        }
        terminal.say(
                "%,d reports, %,d events, %,d reports with refusals; nothing was sent (dry run)"
                        .formatted(files.size(), events, refused));
        return refused == 0 ? ExitCode.OK : ExitCode.ERROR;
    }

    private List<ObjectNode> read(Content file, List<Violation> violations) {
        try {
            byte[] content = Inflation.ofGzip(file.bytes().get());
            return switch (format.read(content, flags.common(file.file()), file.file())) {
                case Reading.Events(var events, _) -> events;
                case Reading.Refused(var why) -> {
                    violations.addAll(why);
                    yield List.of();
                }
            };
        } catch (UnreadableException e) {
            violations.add(e.violation());
            return List.of();
        }
    }

    private static List<Violation> violations(ObjectNode event) {
        // The nonce does not matter here: nothing is kept.
        Gate gate =
                new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
        Submission submission = new Submission("dry-run", "cli", Optional.empty());
        return switch (gate.admit(event, submission, Instant.now())) {
            case Admission.Accepted _ -> List.of();
            case Admission.Refused(_, _, var violations) -> violations;
        };
    }

    private static byte[] content(Path file) {
        try {
            long size = Files.size(file);
            if (size > FILE_BYTES_MAX) {
                throw CliException.error(
                        "%s has %,d bytes, the ledger takes %,d; split it or compress it with gzip"
                                .formatted(file, size, FILE_BYTES_MAX));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CliException.error(
                    "file %s cannot be read; check the path and its permissions".formatted(file));
        }
    }
}
