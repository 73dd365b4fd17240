package dev.goldthread.api.cli;

import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.api.report.SarifReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends logs of scanners. */
@Command(
        name = "sarif",
        description = "Sends SARIF 2.1.0 logs; each run in them is a scan.",
        mixinStandardHelpOptions = true)
final class EmitSarifCommand implements Callable<Integer>, ReportRun.Format {

    @Mixin private final ReportFlags flags = new ReportFlags();

    @Option(
            names = "--scans",
            paramLabel = "WHAT",
            description =
                    "What was scanned: sha256:<digest>, commit:<sha> or config:<name>; beside the commits in the log.")
    private List<String> scans = new ArrayList<>();

    @Option(
            names = "--kind",
            paramLabel = "sast|sca|secrets|licence|iac|dast",
            required = true,
            description = "What the scan looked for.")
    private String kind = "";

    @Option(
            names = "--threshold",
            paramLabel = "SEVERITY:COUNT",
            required = true,
            description =
                    "How many findings are tolerated, such as critical:0; may be given several times.")
    private List<String> thresholds = new ArrayList<>();

    private final Terminal terminal;

    EmitSarifCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReportPaths reports =
                new ReportPaths(name -> name.endsWith(".sarif") || name.endsWith(".sarif.json"));
        return new ReportRun(terminal, flags, this).of(reports.files(flags.paths()));
    }

    @Override
    public String name() {
        return "sarif";
    }

    @Override
    public RouteQuery complete(RouteQuery query, Path file) {
        return query.with("scans", scans).with("kind", kind()).with("thresholds", thresholds);
    }

    @Override
    public Reading read(byte[] content, ReportQuery query, Path file) {
        return SarifReport.read(
                content, new SarifReport.Query(query, scans, Optional.of(kind()), thresholds));
    }

    private String kind() {
        return kind.toUpperCase(Locale.ROOT);
    }
}
