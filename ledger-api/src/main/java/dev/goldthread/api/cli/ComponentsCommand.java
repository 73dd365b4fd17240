package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds components in every product. */
@Command(
        name = "components",
        description = {
            "Which artifacts and releases, of any product, contain a component, and where they run:",
            "by package URL (--purl pkg:npm/lodash@4.17.20), by a range of versions",
            "(--purl pkg:npm/lodash --vers 'vers:npm/>=4.0.0|<4.17.21'), or by name."
        },
        mixinStandardHelpOptions = true)
final class ComponentsCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final PageFlags pages = new PageFlags();
    @Mixin private final TimeOption times = new TimeOption();

    @Option(
            names = "--purl",
            paramLabel = "PURL",
            description = "This package, and exactly this version if it has one.")
    private Optional<String> purl = Optional.empty();

    @Option(
            names = "--vers",
            paramLabel = "RANGE",
            description = "Versions in this range alone: vers:npm/>=1.2.3|<2.0.0.")
    private Optional<String> vers = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Packages of this name, of any kind.")
    private Optional<String> name = Optional.empty();

    private final Terminal terminal;

    ComponentsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RouteQuery query =
                new RouteQuery()
                        .with("purl", purl)
                        .with("vers", vers)
                        .with("name", name)
                        .with("recordedAt", times.recordedAt())
                        .with("validAt", times.validAt());
        new PageReader(connection.open(), terminal, "components")
                .print(
                        "/v1/components" + query,
                        pages.form(),
                        pages.limit(),
                        ComponentsCommand::report);
        return ExitCode.OK;
    }

    private static Report report(JsonNode page, boolean isFirst) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode use : page.path("components")) {
            rows.add(
                    List.of(
                            use.path("component").asText()
                                    + (use.path("compared").asBoolean()
                                            ? ""
                                            : " (version cannot be compared)"),
                            use.at("/artifact/product").asText(),
                            artifact(use.path("artifact")),
                            releases(use.path("releases")),
                            ids(use.path("runsIn")),
                            deployments(use.path("deployments"))));
        }
        Report report =
                new Report(isFirst ? "components" : "more components")
                        .grid(
                                List.of(
                                        "COMPONENT",
                                        "PRODUCT",
                                        "ARTIFACT",
                                        "RELEASES",
                                        "RUNS IN",
                                        "DEPLOYED"),
                                rows,
                                "No artifact contains it.");
        return PartMark.explain(page.path("components"), report);
    }

    private static String artifact(JsonNode artifact) {
        return "%s %s"
                        .formatted(
                                AnswerPrinter.shortId(artifact.path("id").asText()),
                                artifact.path("name").asText())
                        .strip()
                + PartMark.of(artifact);
    }

    private static String releases(JsonNode releases) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : releases) {
            String udi = each.at("/udi/deviceIdentifier").asText();
            texts.add(
                    "%s%s%s"
                            .formatted(
                                    PartMark.id(each),
                                    each.path("state").asText().equals("release.withdrawn")
                                            ? " withdrawn"
                                            : "",
                                    udi.isEmpty() ? "" : " UDI " + udi));
        }
        return String.join(", ", texts);
    }

    private static String ids(JsonNode refs) {
        List<String> texts = new ArrayList<>();
        refs.forEach(each -> texts.add(PartMark.id(each)));
        return String.join(", ", texts);
    }

    private static String deployments(JsonNode deployments) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode each : deployments) {
            List<String> places = new ArrayList<>();
            each.path("into").forEach(place -> places.add(PartMark.id(place)));
            each.path("sites").forEach(site -> places.add(site.asText()));
            texts.add(
                    places.isEmpty()
                            ? PartMark.id(each)
                            : "%s in %s".formatted(PartMark.id(each), String.join(" ", places)));
        }
        return String.join(", ", texts);
    }
}
