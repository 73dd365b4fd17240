package dev.goldthread.api.cli;

import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.api.report.SpdxReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends SPDX documents. */
@Command(
        name = "spdx",
        description = "Sends SPDX 2.3 documents, JSON or tag-value.",
        mixinStandardHelpOptions = true)
final class EmitSpdxCommand implements Callable<Integer>, ReportRun.Format {

    @Mixin private final ReportFlags flags = new ReportFlags();

    @Option(
            names = "--artifact",
            paramLabel = "sha256:DIGEST",
            description = "What it describes, where the document does not say it by one SHA256.")
    private Optional<String> artifact = Optional.empty();

    private final Terminal terminal;

    EmitSpdxCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReportPaths reports =
                new ReportPaths(name -> name.endsWith(".spdx.json") || name.endsWith(".spdx"));
        return new ReportRun(terminal, flags, this).of(reports.files(flags.paths()));
    }

    @Override
    public String name() {
        return "spdx";
    }

    @Override
    public RouteQuery complete(RouteQuery query, Path file) {
        return query.with("artifact", artifact);
    }

    @Override
    public Reading read(byte[] content, ReportQuery query, Path file) {
        return SpdxReport.read(content, new SpdxReport.Query(query, artifact));
    }
}
