package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.table.MatrixClaims;
import dev.goldthread.api.report.table.MatrixClaims.Claim;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a trace matrix that somebody keeps by hand against what happened. */
@Command(
        name = "matrix",
        description = {
            "Says of each row of a trace matrix whether events confirm or contradict it, or none supports it.",
            "Exit code 0 when all rows are confirmed, else 2."
        },
        mixinStandardHelpOptions = true)
final class CompareMatrixCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The matrix, CSV or .xlsx.")
    private Path file = Path.of("");

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            required = true,
            description = "Which column means what (docs/reports.md).")
    private Path mapping = Path.of("");

    private final Terminal terminal;

    CompareMatrixCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Claim> claims = claims();
        Product asked = ProductOption.named(product);
        LedgerClient client = connection.open();
        Map<String, Optional<JsonNode>> known = new HashMap<>();
        Map<MatrixVerdict.Word, Integer> counts = new EnumMap<>(MatrixVerdict.Word.class);
        List<List<String>> rows = new ArrayList<>();
        ArrayNode json = LedgerClient.JSON.createArrayNode();
        for (Claim claim : claims) {
            Optional<JsonNode> around =
                    known.computeIfAbsent(claim.testCase(), test -> around(client, test));
            MatrixVerdict verdict = MatrixVerdict.of(claim, around, asked);
            counts.merge(verdict.word(), 1, Integer::sum);
            rows.add(
                    List.of(
                            String.valueOf(claim.row()),
                            verdict.word().lowerCase(),
                            claim.id(),
                            claim.testCase(),
                            verdict.because()));
            json.add(json(claim, verdict));
        }
        print(rows, json, counts);
        return counts.getOrDefault(MatrixVerdict.Word.CONFIRMED, 0) == claims.size()
                ? ExitCode.OK
                : ExitCode.FAILED;
    }

    private List<Claim> claims() {
        try {
            return MatrixClaims.read(Files.readAllBytes(file), MappingFile.read(mapping));
        } catch (IOException e) {
            throw CliException.error(
                    "file %s cannot be read; check the path and its permissions".formatted(file));
        } catch (UnreadableException e) {
            throw CliException.error("%s: %s".formatted(file, e.violation()));
        }
    }

    private Optional<JsonNode> around(LedgerClient client, String testCase) {
        return client.find(
                "/v1/products/%s/trace?type=TestCase&id=%s&direction=both&depth=1"
                        .formatted(LedgerClient.encode(product), LedgerClient.encode(testCase)));
    }

    private static ObjectNode json(Claim claim, MatrixVerdict verdict) {
        ObjectNode json =
                LedgerClient.JSON
                        .createObjectNode()
                        .put("row", claim.row())
                        .put("verdict", verdict.word().name())
                        .put("testCase", claim.testCase())
                        .put("relation", claim.relation())
                        .put("type", claim.type())
                        .put("id", claim.id());
        claim.result().ifPresent(result -> json.put("claimed", result));
        return json.put("because", verdict.because());
    }

    private void print(
            List<List<String>> rows, ArrayNode json, Map<MatrixVerdict.Word, Integer> counts) {
        if (output.isJson()) {
            ObjectNode all = LedgerClient.JSON.createObjectNode();
            all.set("rows", json);
            for (MatrixVerdict.Word word : MatrixVerdict.Word.values()) {
                all.put(word.lowerCase(), counts.getOrDefault(word, 0));
            }
            terminal.print(OutputOption.json(all));
            return;
        }
        terminal.print(Tables.of(List.of("ROW", "VERDICT", "WHAT", "TEST", "BECAUSE"), rows));
        terminal.print(
                "%,d confirmed, %,d contradicted, %,d unsupported%n"
                        .formatted(
                                counts.getOrDefault(MatrixVerdict.Word.CONFIRMED, 0),
                                counts.getOrDefault(MatrixVerdict.Word.CONTRADICTED, 0),
                                counts.getOrDefault(MatrixVerdict.Word.UNSUPPORTED, 0)));
    }
}
