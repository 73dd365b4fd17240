package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
     * Asks and prints.
     *
     * @param rest the path below the release, and a query when there is one
     * @return the answer
     */
    JsonNode print(String rest, Function<JsonNode, Report> report, Terminal terminal) {
        return printer.print(product, path(rest), report, terminal);
    }

    /**
     * As the other, of every page of a list.
     *
     * @param list the member that is cut into pages
     */
    void printPages(
            String rest, String list, Function<JsonNode, Report> report, Terminal terminal) {
        printer.printPages(product, path(rest), list, report, terminal);
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
