package dev.goldthread.api.cli;

import dev.goldthread.api.verifier.ReportJson;
import dev.goldthread.api.verifier.ReportText;
import dev.goldthread.api.verifier.Verified;
import dev.goldthread.core.bundle.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The part of {@code verify} that reads an export instead of a ledger; as the standalone jar. */
final class ExportVerification {

    /** What only an export of one event has. */
    private static final String EVENT_FILE = "proof.txt";

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "Verify this exported log or event instead of a ledger.")
    private Optional<Path> folder = Optional.empty();

    boolean isAskedFor() {
        return folder.isPresent();
    }

    int run(Trust trust, OutputOption output, Terminal terminal) {
        Path export = folder.orElseThrow();
        try (Steps steps = new Steps("verifying", "entries", terminal)) {
            Verified verified =
                    Files.exists(export.resolve(EVENT_FILE))
                            ? Verified.event(export, trust)
                            : Verified.log(export, trust, steps::at);
            steps.finish();
            terminal.print(
                    output.isJson() ? ReportJson.of(verified) : new ReportText(verified).text());
            return verified.report().isSound() ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
