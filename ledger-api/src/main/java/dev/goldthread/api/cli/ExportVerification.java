package dev.goldthread.api.cli;

import dev.goldthread.api.verifier.ReportJson;
import dev.goldthread.api.verifier.ReportText;
import dev.goldthread.api.verifier.TrustOptions;
import dev.goldthread.api.verifier.UsageException;
import dev.goldthread.api.verifier.Verified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            description = "With --export: the log's verifier key line, from its owner.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "With --export: file of such lines.")
    private List<Path> keyFiles = new ArrayList<>();

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            description = "With --export: a witness's verifier key line.")
    private List<String> witnesses = new ArrayList<>();

    @Option(
            names = "--quorum",
            paramLabel = "N",
            description = "With --export: how many witnesses must have cosigned (default: all).")
    private Optional<Integer> quorum = Optional.empty();

    @Option(
            names = "--seen",
            paramLabel = "FILE",
            description = "With --export: a signed checkpoint known from elsewhere.")
    private List<Path> seen = new ArrayList<>();

    boolean isAskedFor() {
        return folder.isPresent();
    }

    int run(OutputOption output, Terminal terminal) {
        Path export = folder.orElseThrow();
        TrustOptions trust =
                new TrustOptions(
                        keys,
                        keyFiles,
                        witnesses,
                        quorum.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        seen);
        try (Steps steps = new Steps("verifying", "entries", terminal)) {
            Verified verified =
                    Files.exists(export.resolve(EVENT_FILE))
                            ? Verified.event(export, trust.trust())
                            : Verified.log(export, trust.trust(), steps::at);
            steps.finish();
            terminal.print(
                    output.isJson() ? ReportJson.of(verified) : new ReportText(verified).text());
            return verified.report().isSound() ? ExitCode.OK : ExitCode.FAILED;
        } catch (UsageException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
