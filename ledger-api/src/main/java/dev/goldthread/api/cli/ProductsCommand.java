package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists products. */
@Command(
        name = "products",
        description = "Lists the products and how long their logs are.",
        mixinStandardHelpOptions = true)
final class ProductsCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final OutputOption output = new OutputOption();
    private final Terminal terminal;

    ProductsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode answer = connection.open().get("/v1/products");
        terminal.print(
                output.isJson() ? OutputOption.json(answer) : table(answer, terminal.columns()));
        return ExitCode.OK;
    }

    private static String table(JsonNode answer, OptionalInt columns) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : answer.path("products")) {
            rows.add(
                    List.of(
                            each.path("product").asText(),
                            Long.toString(each.path("seq").asLong() + 1),
                            each.path("sealedAt").asText(),
                            checkpoint(each.path("checkpoint"))));
        }
        return rows.isEmpty()
                ? "The ledger has no products yet; emit an event to open one.\n"
                : Tables.of(
                        List.of("PRODUCT", "EVENTS", "LAST SEALED AT", "CHECKPOINT"),
                        rows,
                        columns);
    }

    private static String checkpoint(JsonNode checkpoint) {
        return checkpoint.isMissingNode()
                ? "none"
                : "size %s at %s"
                        .formatted(
                                checkpoint.path("size").asText(),
                                checkpoint.path("signedAt").asText());
    }
}
