package dev.goldthread.api.cli;

import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.api.report.table.Mapping;
import dev.goldthread.api.report.table.TableReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends tables of requirements, hazards, controls and tests. */
@Command(
        name = "csv",
        description = "Sends tables, CSV or .xlsx; a mapping says which column means what.",
        mixinStandardHelpOptions = true)
final class EmitCsvCommand implements Callable<Integer> {

    @Mixin private final ReportFlags flags = new ReportFlags();

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            required = true,
            description = "Which column means what (docs/reports.md); kept as evidence.")
    private Path mapping = Path.of("");

    private final Terminal terminal;

    EmitCsvCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The tables that one mapping fits. */
    private record MappedTables(Mapping mapping) implements ReportRun.Format {

        @Override
        public String name() {
            return "csv";
        }

        @Override
        public RouteQuery complete(RouteQuery query, Path file) {
            return query.with("mapping", "sha256:" + mapping.evidence().sha256().hex());
        }

        @Override
        public Reading read(byte[] content, ReportQuery query, Path file) {
            return TableReport.read(content, new TableReport.Query(query, mapping));
        }
    }

    @Override
    public Integer call() {
        Mapping read = MappingFile.read(mapping);
        ReportPaths reports =
                new ReportPaths(name -> name.endsWith(".csv") || name.endsWith(".xlsx"));
        List<Path> files = reports.files(flags.paths());
        if (!flags.dryRun) {
            MappingFile.keep(
                    read, new EventSender(flags.connection.open(), flags.wait.seconds(), terminal));
        }
        return new ReportRun(terminal, flags, new MappedTables(read)).of(files);
    }
}
