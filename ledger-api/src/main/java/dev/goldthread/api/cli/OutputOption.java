package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

/** In which form a command prints its result. */
final class OutputOption {

    enum Form {
        TABLE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Form of the result (default: table).")
    private Form form = Form.TABLE;

    boolean isJson() {
        return form == Form.JSON;
    }

    static String json(JsonNode json) {
        try {
            return LedgerClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
