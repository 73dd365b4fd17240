package dev.goldthread.api.cli;

import dev.goldthread.api.report.CycloneDxReport;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends CycloneDX bills of materials. */
@Command(
        name = "cyclonedx",
        description = "Sends CycloneDX bills of materials, JSON or XML.",
        mixinStandardHelpOptions = true)
final class EmitCycloneDxCommand implements Callable<Integer>, ReportRun.Format {

    @Mixin private final ReportFlags flags = new ReportFlags();

    @Option(
            names = "--artifact",
            paramLabel = "sha256:DIGEST",
            description = "What it describes, where metadata.component has no SHA-256.")
    private Optional<String> artifact = Optional.empty();

    private final Terminal terminal;

    EmitCycloneDxCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReportPaths reports =
                new ReportPaths(
                        name ->
                                name.endsWith(".cdx.json")
                                        || name.endsWith(".cdx.xml")
                                        || name.equals("bom.json")
                                        || name.equals("bom.xml"));
        return new ReportRun(terminal, flags, this).of(reports.files(flags.paths()));
    }

    @Override
    public String name() {
        return "cyclonedx";
    }

    @Override
    public RouteQuery complete(RouteQuery query, Path file) {
        return query.with("artifact", artifact);
    }

    @Override
    public Reading read(byte[] content, ReportQuery query, Path file) {
        return CycloneDxReport.read(content, new CycloneDxReport.Query(query, artifact));
    }
}
