package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What became of each report and its events, a line per report, and the sums. */
final class ReportSummary {

    private final Terminal terminal;
    private final boolean isJson;
    private final ArrayNode files = LedgerClient.JSON.createArrayNode();
    private long accepted;
    private long duplicates;
    private long refused;
    private long unreadable;

    ReportSummary(Terminal terminal, OutputOption output) {
        this.terminal = terminal;
        this.isJson = output.isJson();
    }

    /** The ledger's answer to one report, with a result per event. */
    void add(String file, JsonNode answer) {
        long taken = answer.path("accepted").asLong();
        long known = answer.path("duplicates").asLong();
        long bad = answer.path("refused").asLong();
        accepted += taken;
        duplicates += known;
        refused += bad;
        ObjectNode entry = files.addObject().put("file", file);
        entry.setAll((ObjectNode) answer);
        line(
                bad > 0 ? "refused" : taken > 0 ? "accepted" : "duplicate",
                "%s  %,d accepted, %,d duplicates, %,d refused".formatted(file, taken, known, bad));
        for (JsonNode result : answer.path("results")) {
            if (result.path("status").asText().equals("refused")) {
                line("", "event " + result.path("id").asText("-"));
                result.path("problem").path("violations").forEach(this::violation);
            }
        }
    }

    /** A report that the ledger did not read as events at all. */
    void addUnreadable(String file, JsonNode problem) {
        unreadable++;
        files.addObject().put("file", file).set("problem", problem);
        line("refused", file);
        problem.path("violations").forEach(this::violation);
        if (!problem.path("violations").isArray()) {
            line("", problem.path("detail").asText("no reason was given"));
        }
    }

    private void violation(JsonNode violation) {
        String field = violation.path("field").asText("");
        line(
                "",
                "%s breaks %s: found %s"
                        .formatted(
                                field.isEmpty() ? "the report" : field,
                                violation.path("rule").asText(),
                                violation.path("value").asText()));
        line("", "→ " + violation.path("remedy").asText());
    }

    private void line(String word, String text) {
        if (!isJson) {
            String padded = "%-9s".formatted(word);
            String painted =
                    word.equals("refused")
                            ? terminal.paint().bad(padded)
                            : word.isEmpty() ? padded : terminal.paint().good(padded);
            terminal.print("%s  %s%n".formatted(painted, Tables.clean(text)));
        }
    }

    /**
     * Ends the summary.
     *
     * @return the exit code
     */
    int finish() {
        if (isJson) {
            ObjectNode json = LedgerClient.JSON.createObjectNode();
            json.set("files", files);
            json.put("accepted", accepted)
                    .put("duplicates", duplicates)
                    .put("refused", refused)
                    .put("unreadable", unreadable);
            terminal.print(OutputOption.json(json));
        } else {
            terminal.print(
                    "%,d reports, %,d of them not readable; events: %,d accepted, %,d duplicates, %,d refused%n"
                            .formatted(files.size(), unreadable, accepted, duplicates, refused));
        }
        return refused == 0 && unreadable == 0 ? ExitCode.OK : ExitCode.ERROR;
    }
}
