package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What all commands share that ask about one release; a mixin. */
final class ReleaseQuestion {

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "RELEASE", description = "The release.")
    private String release = "";

    /**
     * Asks for every page of a list and prints them as one answer.
     *
     * @param rest the path below the release, and a query when there is one
     * @param list the member that is cut into pages
     */
    void printPages(
            String rest, String list, Function<JsonNode, Report> report, Terminal terminal) {
        printPages(rest, list, (_, _) -> {}, report, terminal);
    }

    /**
     * As the other, of pages that say more of their own than the list.
     *
     * @param join adds to the answer what a further page says beside the list
     * @return the answer
     */
    JsonNode printPages(
            String rest,
            String list,
            BiConsumer<ObjectNode, JsonNode> join,
            Function<JsonNode, Report> report,
            Terminal terminal) {
        return printer.printPages(product, path(rest), list, join, report, terminal);
    }

    private String path(String rest) {
        return "releases/%s/%s".formatted(LedgerClient.encode(release), rest);
    }

    /** The heading of an answer. */
    static Report head(String what, JsonNode answer) {
        return new Report(
                        "%s · %s of release %s"
                                .formatted(
                                        answer.path("product").asText(),
                                        what,
                                        answer.path("release").asText()))
                .line(AnswerPrinter.asOf(answer));
    }
}
