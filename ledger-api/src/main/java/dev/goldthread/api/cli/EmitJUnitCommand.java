package dev.goldthread.api.cli;

import dev.goldthread.api.report.JUnitReport;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.api.report.TestCaseDefaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends test reports. */
@Command(
        name = "junit",
        description = "Sends JUnit XML reports; each file is a test run.",
        mixinStandardHelpOptions = true)
final class EmitJUnitCommand implements Callable<Integer>, ReportRun.Format {

    @Mixin private final ReportFlags flags = new ReportFlags();

    @Option(
            names = "--tests",
            paramLabel = "WHAT",
            required = true,
            description =
                    "What the tests ran on: sha256:<digest>, model:sha256:<digest>, commit:<sha> or build:<id>; may be given several times.")
    private List<String> tests = new ArrayList<>();

    @Option(names = "--environment", paramLabel = "NAME", description = "Where they ran.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "Id of the test run; for one file, since each file is a run of its own.")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--level",
            paramLabel = "unit|integration|system|acceptance",
            description = "Level of cases that name a requirement but no level.")
    private Optional<String> level = Optional.empty();

    @Option(
            names = "--test-revision",
            paramLabel = "REVISION",
            description =
                    "Revision of cases that name a requirement but no revision (default: the commit of --tests).")
    private Optional<String> testRevision = Optional.empty();

    private final Terminal terminal;

    EmitJUnitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        // failsafe-summary.xml lies among Failsafe's reports and is none.
        ReportPaths reports =
                new ReportPaths(name -> name.endsWith(".xml") && !name.endsWith("-summary.xml"));
        List<Path> files = reports.files(flags.paths());
        if (run.isPresent() && files.size() > 1) {
            throw CliException.usage(
                    "--run names one test run, but %,d files are one each; leave it out, or send one file"
                            .formatted(files.size()));
        }
        return new ReportRun(terminal, flags, this).of(files);
    }

    @Override
    public String name() {
        return "junit";
    }

    @Override
    public RouteQuery complete(RouteQuery query, Path file) {
        return query.with("tests", tests)
                .with("environment", environment)
                .with("run", run)
                .with("level", level)
                .with("testRevision", testRevision);
    }

    @Override
    public Reading read(byte[] content, ReportQuery query, Path file) {
        return JUnitReport.read(
                content,
                new JUnitReport.Query(
                        query, tests, environment, run, new TestCaseDefaults(level, testRevision)));
    }
}
