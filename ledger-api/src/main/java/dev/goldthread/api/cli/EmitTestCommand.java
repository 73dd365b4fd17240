package dev.goldthread.api.cli;

import dev.goldthread.api.ci.CiEvents;
import dev.goldthread.api.ci.CiEvents.Test;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what tests gave, where no report says it. */
@Command(
        name = "test",
        description = "Says what tests gave (testrun.finished), where no report does.",
        mixinStandardHelpOptions = true)
final class EmitTestCommand implements Callable<Integer> {

    @Mixin private final ProductOption product = new ProductOption();
    @Mixin private final CiFlags ci = new CiFlags();
    @Mixin private final Emission emission = new Emission();

    @Option(
            names = "--case",
            paramLabel = "TEST=OUTCOME",
            required = true,
            description =
                    "A test case and PASSED, FAILED, ERROR, SKIPPED or FLAKY; as often as needed.")
    private Map<String, String> cases = new LinkedHashMap<>();

    @Option(
            names = "--tests",
            paramLabel = "DIGEST",
            description = "What was tested, sha256:…; as often as needed (default: the commit).")
    private List<String> tests = new ArrayList<>();

    @Option(
            names = "--started",
            paramLabel = "TIME",
            required = true,
            description = "When the run began.")
    private Instant started = Instant.EPOCH;

    @Option(names = "--in", paramLabel = "ENVIRONMENT", description = "The environment it ran in.")
    private Optional<String> in = Optional.empty();

    @Option(
            names = "--framework",
            paramLabel = "TEXT",
            description = "The test tool and its version.")
    private Optional<String> framework = Optional.empty();

    private final Terminal terminal;

    EmitTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        cases.replaceAll((_, outcome) -> outcome.toUpperCase(Locale.ROOT));
        return emission.emit(
                terminal,
                ci.facts(product.name(), CiFlags.Doer.PIPELINE, emission.data(), terminal),
                facts ->
                        List.of(
                                new CiEvents(facts)
                                        .test(new Test(cases, tests, in, started, framework))));
    }
}
