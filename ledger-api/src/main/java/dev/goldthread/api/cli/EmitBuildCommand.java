package dev.goldthread.api.cli;

import dev.goldthread.api.ci.CiEvents;
import dev.goldthread.api.ci.CiEvents.Build;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says that a build ended. */
@Command(
        name = "build",
        description = "Says that this pipeline's build ended (build.finished).",
        mixinStandardHelpOptions = true)
final class EmitBuildCommand implements Callable<Integer> {

    @Mixin private final ProductOption product = new ProductOption();
    @Mixin private final CiFlags ci = new CiFlags();
    @Mixin private final Emission emission = new Emission();

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            required = true,
            description = "SUCCEEDED, FAILED, ERROR or CANCELLED.")
    private String outcome = "";

    @Option(
            names = "--builder",
            paramLabel = "ID",
            description = "What built (default: what the CI system says).")
    private Optional<String> builder = Optional.empty();

    @Option(
            names = "--recipe",
            paramLabel = "DIGEST",
            description =
                    "Digest of the build's instructions (default: the commit that holds them).")
    private Optional<String> recipe = Optional.empty();

    @Option(
            names = "--hermeticity",
            paramLabel = "STATE",
            description = "HERMETIC, NOT_HERMETIC or UNKNOWN (default: ${DEFAULT-VALUE}).")
    private String hermeticity = "UNKNOWN";

    @Option(
            names = "--rebuild",
            paramLabel = "RESULT",
            description = "IDENTICAL, DIFFERENT or NOT_ATTEMPTED (default: ${DEFAULT-VALUE}).")
    private String rebuild = "NOT_ATTEMPTED";

    @Option(names = "--started", paramLabel = "TIME", description = "When it began.")
    private Optional<Instant> started = Optional.empty();

    @Option(
            names = "--used",
            paramLabel = "DIGEST",
            description = "Artifact that went in, sha256:…; as often as needed.")
    private List<String> used = new ArrayList<>();

    private final Terminal terminal;

    EmitBuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return emission.emit(
                terminal,
                ci.facts(product.name(), CiFlags.Doer.PIPELINE, emission.data(), terminal),
                facts ->
                        List.of(
                                new CiEvents(facts)
                                        .build(
                                                new Build(
                                                        outcome.toUpperCase(Locale.ROOT),
                                                        builder,
                                                        recipe,
                                                        hermeticity.toUpperCase(Locale.ROOT),
                                                        rebuild.toUpperCase(Locale.ROOT),
                                                        started,
                                                        used))));
    }
}
