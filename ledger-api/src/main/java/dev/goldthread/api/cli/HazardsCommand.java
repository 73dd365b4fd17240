package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The hazards that a release touches. */
@Command(
        name = "hazards",
        description =
                "Hazard, control, requirement, verification and residual risk: of a product, or before and after a release or a change.",
        mixinStandardHelpOptions = true)
final class HazardsCommand implements Callable<Integer> {

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RELEASE",
            description = "The release; without one the whole product.")
    private Optional<String> release = Optional.empty();

    @Option(
            names = "--change",
            paramLabel = "KEY",
            description = "Before and after this change request, instead of a release.")
    private Optional<String> change = Optional.empty();

    private final Terminal terminal;

    HazardsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (release.isPresent() && change.isPresent()) {
            throw CliException.usage(
                    "hazards are those of release %s or of change %s; leave one out"
                            .formatted(release.get(), change.get()));
        }
        String ofProduct =
                "hazards" + change.map(key -> "?change=" + LedgerClient.encode(key)).orElse("");
        String rest =
                release.map(each -> "releases/%s/hazards".formatted(LedgerClient.encode(each)))
                        .orElse(ofProduct);
        printer.printPages(product, rest, "hazards", HazardsCommand::report, terminal);
        return ExitCode.OK;
    }

    static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode chain : answer.path("hazards")) {
            if (chain.path("rows").isEmpty()) {
                rows.add(uncontrolled(chain));
            }
            for (JsonNode row : chain.path("rows")) {
                rows.add(
                        List.of(
                                PartMark.id(chain.path("hazard")),
                                risk(chain.path("before")),
                                MatrixCommand.names(row.path("controls")),
                                MatrixCommand.names(row.path("requirements")),
                                MatrixCommand.tests(row.path("tests")),
                                findings(chain, row),
                                after(chain)));
            }
        }
        return new Report("%s · hazards%s".formatted(answer.path("product").asText(), of(answer)))
                .line(AnswerPrinter.asOf(answer))
                .grid(
                        List.of(
                                "HAZARD",
                                "RISK BEFORE",
                                "CONTROL",
                                "REQUIREMENT",
                                "VERIFICATION",
                                "FINDINGS",
                                "RISK AFTER"),
                        rows,
                        answer.has("release") || answer.has("change")
                                ? "No hazard is touched."
                                : "No hazard is on record.");
    }

    private static String of(JsonNode answer) {
        if (answer.has("release")) {
            return " of release " + answer.path("release").asText();
        }
        return answer.has("change") ? " of change " + PartMark.id(answer.path("change")) : "";
    }

    private static List<String> uncontrolled(JsonNode chain) {
        return List.of(
                PartMark.id(chain.path("hazard")),
                risk(chain.path("before")),
                "none",
                "",
                "",
                MatrixCommand.findings(chain),
                after(chain));
    }

    /** Of the hazard itself first. */
    private static String findings(JsonNode chain, JsonNode row) {
        return Stream.of(MatrixCommand.findings(chain), MatrixCommand.findings(row))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String after(JsonNode chain) {
        return risk(chain.path("after"))
                + (chain.path("judgedSince").asBoolean(true) ? "" : ", not judged since");
    }

    private static String risk(JsonNode assessment) {
        return assessment.isMissingNode()
                ? "not known"
                : "%s, r%s, %s"
                        .formatted(
                                assessment.path("residualRisk").asText("not judged"),
                                assessment.path("revision").asText("?"),
                                assessment.path("severity").asText("?"));
    }
}
