package dev.goldthread.api.cli;

import dev.goldthread.api.ci.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says that a deployment ended. */
@Command(
        name = "deploy",
        description =
                "Says that this pipeline's deployment ended (deployment.finished or"
                        + " deployment.failed).",
        mixinStandardHelpOptions = true)
final class EmitDeployCommand implements Callable<Integer> {

    private static final List<String> RELIED_ON = List.of("Approval", "Exception");

    @Mixin private final ProductOption product = new ProductOption();
    @Mixin private final CiFlags ci = new CiFlags();
    @Mixin private final Emission emission = new Emission();

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            required = true,
            description = "SUCCEEDED, PARTIAL, FAILED or CANCELLED.")
    private String outcome = "";

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            description =
                    "ROLLING, BLUE_GREEN, CANARY, RECREATE, SHADOW, MANUAL or UNKNOWN (default:"
                            + " ${DEFAULT-VALUE}).")
    private String strategy = "UNKNOWN";

    @Option(
            names = "--artifact",
            paramLabel = "DIGEST",
            description = "What was installed, sha256:…; as often as needed.")
    private List<String> artifacts = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "DIGEST",
            description = "Model that was installed, sha256:…; as often as needed.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--release",
            paramLabel = "VERSION",
            description = "Release that was installed.")
    private List<String> releases = new ArrayList<>();

    @Option(
            names = "--relies-on",
            paramLabel = "APPROVAL|TYPE:ID",
            description = "What allowed it, such as AP-7 or Exception:EXC-31; as often as needed.")
    private List<String> reliesOn = new ArrayList<>();

    @Option(names = "--started", paramLabel = "TIME", description = "When it began.")
    private Optional<Instant> started = Optional.empty();

    @Option(names = "--failure", paramLabel = "TEXT", description = "What went wrong.")
    private Optional<String> failure = Optional.empty();

    private final Terminal terminal;

    EmitDeployCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Deployment deployment =
                new Deployment(
                        outcome.toUpperCase(Locale.ROOT),
                        strategy.toUpperCase(Locale.ROOT),
                        artifacts,
                        models,
                        releases,
                        reliedOn("Approval"),
                        reliedOn("Exception"),
                        started,
                        failure);
        return emission.emit(
                terminal,
                ci.facts(product.name(), CiFlags.Doer.PERSON, emission.data(), terminal),
                facts -> List.of(deployment.event(facts)));
    }

    /** Ids of one type. What names none is an approval, as the id may have a colon itself. */
    private List<String> reliedOn(String type) {
        return reliesOn.stream()
                .filter(
                        each ->
                                type.equals(
                                        RELIED_ON.stream()
                                                .filter(known -> each.startsWith(known + ":"))
                                                .findFirst()
                                                .orElse("Approval")))
                .map(each -> each.startsWith(type + ":") ? each.substring(type.length() + 1) : each)
                .toList();
    }
}
