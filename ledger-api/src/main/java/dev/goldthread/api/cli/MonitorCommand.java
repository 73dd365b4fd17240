package dev.goldthread.api.cli;

import dev.goldthread.api.monitor.Monitor;
import dev.goldthread.api.monitor.MonitorReport;
import dev.goldthread.api.monitor.MonitorState;
import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares what several places serve for a log. */
@Command(
        name = "monitor",
        description = {
            "Fetches a log's checkpoint from every place and proves, from their tiles, that they tell one",
            "history. Exit code 2 for a split view, a rollback or a bad signature, 5 when a place is away."
        },
        mixinStandardHelpOptions = true)
final class MonitorCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "URL",
            arity = "1..*",
            description = "Where the log is served: URL/checkpoint and URL/tile/….")
    private List<String> urls = List.of();

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            required = true,
            description = "Verifier key line of the log; again for each key it ever signed with.")
    private List<String> keys = List.of();

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "The log's origin (default: the name of the key).")
    private Optional<String> origin = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Remember the last checkpoint here, and compare with it at the next look.")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the proof of a split view here, as JSON.")
    private Optional<Path> out = Optional.empty();

    @Mixin private final OutputOption output = new OutputOption();

    private final Terminal terminal;

    MonitorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<VerifierKey> trusted = trustedKeys();
        String log = origin.orElseGet(() -> trusted.getFirst().name().text());
        MonitorReport report = look(new Monitor(log, trusted));
        terminal.print(
                output.isJson()
                        ? OutputOption.json(MonitorText.json(report))
                        : MonitorText.table(report, terminal.columns()));
        writeProof(report);
        if (report.isBad()) {
            return ExitCode.FAILED;
        }
        remember(report);
        return report.isIncomplete() ? ExitCode.UNREACHABLE : ExitCode.OK;
    }

    private MonitorReport look(Monitor monitor) throws IOException {
        List<URI> addresses;
        try {
            addresses = urls.stream().map(Outbound::base).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
        Optional<SignedNote> remembered =
                state.isPresent() ? new MonitorState(state.get()).read() : Optional.empty();
        try {
            return monitor.look(addresses, remembered);
        } catch (MalformedException e) {
            throw CliException.error(
                    "%s holds no checkpoint of this log: %s"
                            .formatted(state.map(Path::toString).orElse(""), e.getMessage()));
        }
    }

    private List<VerifierKey> trustedKeys() {
        try {
            List<VerifierKey> parsed = keys.stream().map(VerifierKey::parse).toList();
            parsed.stream()
                    .filter(key -> key.type() != SignatureType.ED25519)
                    .findFirst()
                    .ifPresent(
                            key -> {
                                throw CliException.usage(
                                        "--key must be a log's verifier key, of type 0x01, but that of %s is a witness's"
                                                .formatted(key.name()));
                            });
            return parsed;
        } catch (MalformedException e) {
            throw CliException.usage("--key: " + e.getMessage());
        }
    }

    private void writeProof(MonitorReport report) throws IOException {
        if (report.splits().isEmpty() || out.isEmpty()) {
            return;
        }
        Files.writeString(out.get(), OutputOption.json(MonitorText.proof(report)));
        terminal.say("The proof is in %s".formatted(out.get()));
    }

    private void remember(MonitorReport report) throws IOException {
        if (state.isPresent() && report.largest().isPresent()) {
            new MonitorState(state.get()).write(report.largest().get().note());
        }
    }
}
