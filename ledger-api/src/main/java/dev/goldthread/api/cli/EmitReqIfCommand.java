package dev.goldthread.api.cli;

import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.api.report.reqif.ReqIfReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends requirements exchanged as ReqIF. */
@Command(
        name = "reqif",
        description = "Sends requirements as ReqIF, .reqif or .reqifz.",
        mixinStandardHelpOptions = true)
final class EmitReqIfCommand implements Callable<Integer>, ReportRun.Format {

    @Mixin private final ReportFlags flags = new ReportFlags();

    @Option(
            names = "--level",
            paramLabel = "[TYPE:]LEVEL",
            required = true,
            description =
                    "Level of requirements, by the long name of a SPEC-OBJECT-TYPE or for all others; may be given several times.")
    private List<String> levels = new ArrayList<>();

    @Option(
            names = "--refines",
            paramLabel = "NAME",
            description = "Long name of a further relation type that refines.")
    private List<String> relations = new ArrayList<>();

    @Option(
            names = "--changed",
            description = "The file holds new revisions of known requirements.")
    private boolean changed;

    private final Terminal terminal;

    EmitReqIfCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReportPaths reports =
                new ReportPaths(name -> name.endsWith(".reqif") || name.endsWith(".reqifz"));
        return new ReportRun(terminal, flags, this).of(reports.files(flags.paths()));
    }

    @Override
    public String name() {
        return "reqif";
    }

    @Override
    public RouteQuery complete(RouteQuery query, Path file) {
        return query.with("level", levels)
                .with("refines", relations)
                .with("changed", String.valueOf(changed));
    }

    @Override
    public Reading read(byte[] content, ReportQuery query, Path file) {
        String event = changed ? "requirement.changed" : "requirement.recorded";
        return ReqIfReport.read(content, new ReqIfReport.Query(query, event, levels, relations));
    }
}
