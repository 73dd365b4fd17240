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

    /** So many logs are told in a line. */
    private static final int TOLD_MAX = 8;

    @Mixin private final Connection connection = new Connection();
    @Mixin private final PageFlags pages = new PageFlags();
    @Mixin private final TimeOption times = new TimeOption();

    @Option(
            names = "--purl",
            paramLabel = "PURL",
            description = "This package, and this version alone if it has one.")
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

    static Report report(JsonNode page, boolean isFirst) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode use : page.path("components")) {
            rows.add(
                    List.of(
                            use.path("component").asText()
                                    + (use.path("compared").asBoolean()
                                            ? ""
                                            : " (version cannot be compared)"),
                            use.at("/artifact/product").asText(),
                            artifact(use),
                            releases(use),
                            ids(use),
                            deployments(use)));
        }
        Report report = new Report(isFirst ? "components" : "more components");
        standing(page.path("asOf")).forEach(report::line);
        long unasked = page.at("/searched/unasked").asLong();
        if (unasked > 0) {
            report.line(
                    "of %,d artifacts it was not asked which other products have the same content"
                            .formatted(unasked));
        }
        report.grid(
                List.of("COMPONENT", "PRODUCT", "ARTIFACT", "RELEASES", "RUNS IN", "DEPLOYED"),
                rows,
                "No artifact contains it.");
        return PartMark.explain(page.path("components"), report);
    }

    private static String artifact(JsonNode use) {
        JsonNode artifact = use.path("artifact");
        JsonNode through = use.path("through");
        String named =
                "%s %s"
                        .formatted(
                                AnswerPrinter.shortId(artifact.path("id").asText()),
                                artifact.path("name").asText())
                        .strip();
        return named
                + PartMark.of(artifact)
                + (through.isMissingNode() ? "" : ", %s %s".formatted(way(use), name(through, use)))
                + lacking(use);
    }

    /** It may contain more than what was asked for. */
    private static String lacking(JsonNode use) {
        StringBuilder text = new StringBuilder();
        for (JsonNode bill : use.path("billsLackParts")) {
            text.append(
                    ", %s of %s parts of its bill of materials have not come"
                            .formatted(bill.path("missing").asText(), bill.path("parts").asText()));
        }
        for (JsonNode bill : use.path("billsLackComponents")) {
            text.append(
                    ", its bill of materials counts %s components and names %s, %s"
                            .formatted(
                                    bill.path("counted").asText(),
                                    bill.path("named").asText(),
                                    bill.has("withoutPurl")
                                            ? bill.path("withoutPurl").asText()
                                                    + " have no package URL"
                                            : "how many have no package URL is not said"));
        }
        return text.toString();
    }

    private static String way(JsonNode use) {
        return use.path("way").asText().equals("SAME_CONTENT") ? "same content as" : "made with";
    }

    /** That nothing was found is worth as much as what was asked. */
    private static List<String> standing(JsonNode asOf) {
        List<String> offsets = new ArrayList<>();
        for (JsonNode each : asOf.path("partitions")) {
            offsets.add(
                    each.path("partition").asText()
                            + (each.has("offset")
                                    ? " at offset " + each.path("offset").asText()
                                    : " without a record"));
        }
        List<String> logs = new ArrayList<>();
        for (JsonNode each : asOf.path("products")) {
            logs.add(
                    "%s at seq %s %s"
                            .formatted(
                                    each.path("product").asText(),
                                    each.path("seq").asText(),
                                    checkpoint(each.path("checkpoint"))));
        }
        List<String> lines = new ArrayList<>();
        lines.add("as of partition " + few(offsets));
        if (!logs.isEmpty()) {
            lines.add("as of product " + few(logs));
        }
        return lines;
    }

    private static String checkpoint(JsonNode checkpoint) {
        if (checkpoint.isMissingNode()) {
            return "without a checkpoint";
        }
        return "(checkpoint of %s entries%s)"
                .formatted(
                        checkpoint.path("size").asText(),
                        checkpoint.path("covers").asBoolean() ? "" : ", older than that");
    }

    private static String few(List<String> all) {
        String told = String.join(", ", all.subList(0, Math.min(all.size(), TOLD_MAX)));
        return all.size() > TOLD_MAX
                ? "%s and %,d more, which -o json names".formatted(told, all.size() - TOLD_MAX)
                : told;
    }

    private static String releases(JsonNode use) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : use.path("releases")) {
            String udi = each.at("/udi/deviceIdentifier").asText();
            texts.add(
                    "%s%s%s"
                            .formatted(
                                    name(each, use),
                                    state(each.path("state").asText()),
                                    udi.isEmpty() ? "" : " UDI " + udi));
        }
        return String.join(", ", texts);
    }

    /** A release says what it is, unless it was published. */
    private static String state(String type) {
        return switch (type) {
            case "release.published" -> "";
            case "release.withdrawn" -> " withdrawn";
            case "" -> " not recorded";
            default -> " not published";
        };
    }

    /** With its product where that is another than the artifact's. */
    private static String name(JsonNode ref, JsonNode use) {
        String product = ref.path("product").asText();
        return AnswerPrinter.shortId(ref.path("id").asText())
                + PartMark.of(ref)
                + (product.equals(use.at("/artifact/product").asText()) ? "" : " of " + product);
    }

    private static String ids(JsonNode use) {
        List<String> texts = new ArrayList<>();
        use.path("runsIn").forEach(each -> texts.add(name(each, use)));
        return String.join(", ", texts);
    }

    private static String deployments(JsonNode use) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode each : use.path("deployments")) {
            List<String> places = new ArrayList<>();
            each.path("into").forEach(place -> places.add(name(place, use)));
            each.path("sites").forEach(site -> places.add(site.asText()));
            texts.add(
                    places.isEmpty()
                            ? name(each, use)
                            : "%s in %s".formatted(name(each, use), String.join(" ", places)));
        }
        return String.join(", ", texts);
    }
}
