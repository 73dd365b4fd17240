package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds events. */
@Command(
        name = "events",
        description = {
            "Events of a product, in the order of its log: by what they name, who did them, who says",
            "them, and when. All that is given has to hold."
        },
        mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final PageFlags pages = new PageFlags();
    @Mixin private final WhenOption when = new WhenOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Option(names = "--release", paramLabel = "VERSION", description = "Name this release.")
    private Optional<String> release = Optional.empty();

    @Option(names = "--commit", paramLabel = "SHA", description = "Name this commit.")
    private Optional<String> commit = Optional.empty();

    @Option(
            names = "--digest",
            paramLabel = "sha256:HEX",
            description = "Name what has this digest.")
    private Optional<String> digest = Optional.empty();

    @Option(names = "--environment", paramLabel = "NAME", description = "Name this environment.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--node",
            arity = "2",
            paramLabel = "TYPE ID",
            hideParamSyntax = true,
            description = "Name this node: --node Requirement REQ-104.")
    private List<String> node = new ArrayList<>();

    @Option(
            names = "--service",
            paramLabel = "URI|TOOL",
            description = "Said by this source, or by this tool.")
    private Optional<String> service = Optional.empty();

    @Option(names = "--actor", paramLabel = "ID", description = "Done by this person or program.")
    private Optional<String> actor = Optional.empty();

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this event type.")
    private Optional<String> type = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Occurred at this time or later: 2026-02-21T09:30:00Z.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Occurred before this time.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--recorded-from",
            paramLabel = "TIME",
            description = "Recorded at this time or later.")
    private Optional<String> recordedFrom = Optional.empty();

    @Option(
            names = "--recorded-to",
            paramLabel = "TIME",
            description = "Recorded before this time.")
    private Optional<String> recordedTo = Optional.empty();

    private final Terminal terminal;

    EventsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (node.size() > 2) {
            throw CliException.usage("--node can be given once; follow a trace for more");
        }
        RouteQuery query =
                new RouteQuery()
                        .with("release", release)
                        .with("commit", commit)
                        .with("digest", digest)
                        .with("environment", environment)
                        .with("nodeType", node.stream().findFirst())
                        .with("nodeId", node.stream().skip(1).findFirst())
                        .with("service", service)
                        .with("actor", actor)
                        .with("type", type)
                        .with("from", from)
                        .with("to", to)
                        .with("recordedFrom", recordedFrom)
                        .with("recordedTo", recordedTo);
        String path =
                "/v1/products/%s/events%s&%s"
                        .formatted(LedgerClient.encode(product), query, when.query());
        new PageReader(connection.open(), terminal, "events")
                .print(path, pages.form(), pages.limit(), EventsCommand::report);
        return ExitCode.OK;
    }

    private static Report report(JsonNode page, boolean isFirst) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode event : page.path("events")) {
            rows.add(
                    List.of(
                            event.path("seq").asText(),
                            AnswerPrinter.minute(event.path("occurredAt")),
                            event.path("type").asText(),
                            AnswerPrinter.ref(event.path("subject")),
                            event.at("/actor/id").asText(),
                            event.at("/source/tool").asText()));
        }
        CorrectionColumns corrections = new CorrectionColumns(page.path("events"));
        Report report =
                new Report(
                        isFirst
                                ? "%s · events".formatted(page.path("product").asText())
                                : "more events");
        return (isFirst ? report.line(AnswerPrinter.asOf(page)) : report)
                .grid(
                        corrections.heads("SEQ", "OCCURRED", "TYPE", "SUBJECT", "ACTOR", "TOOL"),
                        corrections.rows(rows),
                        page.has("next") ? "None so far." : "No event fits.");
    }
}
