package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.drawing.Paint;
import dev.goldthread.core.gate.Gate.Admission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Prints what became of each event as it is known, and the counts at the end. */
final class EmitReport {

    /** How it is printed. */
    enum Form {
        TABLE,
        JSON
    }

    private final Terminal terminal;
    private final Paint paint;
    private final JsonGenerator json;
    private final Form form;
    private final Map<String, JsonNode> subjects;
    private long accepted;
    private long duplicates;
    private long refused;
    private long spooled;

    EmitReport(Terminal terminal, Form form) {
        this(terminal, form, Map.of());
    }

    /**
     * @param subjects what an event is about, by its id, where that is to be told
     */
    EmitReport(Terminal terminal, Form form, Map<String, JsonNode> subjects) {
        this.subjects = Map.copyOf(subjects);
        this.terminal = terminal;
        this.paint = terminal.paint();
        this.form = form;
        try {
            json = LedgerClient.JSON.createGenerator(terminal.out());
            json.useDefaultPrettyPrinter();
            if (form == Form.JSON) {
                json.writeStartObject();
                json.writeArrayFieldStart("results");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to one batch. */
    void add(JsonNode answer) {
        answer.path("results").forEach(this::addResult);
    }

    private void addResult(JsonNode result) {
        String status = result.path("status").asText();
        JsonNode subject = subjects.get(result.path("id").asText());
        if (subject != null && result instanceof ObjectNode told) {
            told.set("subject", subject);
        }
        switch (status) {
            case "accepted" -> accepted++;
            case "duplicate" -> duplicates++;
            case "spooled" -> spooled++;
            default -> refused++;
        }
        if (form == Form.JSON) {
            write(result);
        } else {
            line(status, result);
        }
    }

    private void write(JsonNode result) {
        try {
            json.writeTree(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String status, JsonNode result) {
        String name =
                "%s %s"
                        .formatted(
                                result.path("product").asText("-"), result.path("id").asText("-"));
        JsonNode seq = result.path("receipt").path("seq");
        String word = "%-9s".formatted(status);
        String colour = status.equals("refused") ? paint.bad(word) : paint.good(word);
        terminal.print(
                "%s  %s%s%n"
                        .formatted(
                                colour,
                                Tables.clean(name),
                                seq.isNumber() ? "  seq %,d".formatted(seq.asLong()) : ""));
        if (result.has("subject")) {
            terminal.print(
                    "           %s %s%n"
                            .formatted(
                                    result.at("/subject/type").asText(),
                                    Tables.clean(result.at("/subject/id").asText())));
        }
        for (JsonNode violation : result.path("problem").path("violations")) {
            String field = violation.path("field").asText("");
            terminal.print(
                    "           %s breaks %s: found %s%n           → %s%n"
                            .formatted(
                                    Tables.clean(field.isEmpty() ? "the event" : field),
                                    Tables.clean(violation.path("rule").asText()),
                                    Tables.clean(violation.path("value").asText()),
                                    Tables.clean(violation.path("remedy").asText())));
        }
    }

    /** An event that waits in the spool for the ledger to come back. */
    void addSpooled(String product, String id) {
        addResult(
                LedgerClient.JSON
                        .createObjectNode()
                        .put("status", "spooled")
                        .put("id", id)
                        .put("product", product));
    }

    /** What the gate's rules say of an event that is not sent. */
    void add(Admission admission) {
        var result = LedgerClient.JSON.createObjectNode();
        switch (admission) {
            case Admission.Accepted(var event, _) ->
                    result.put("status", "accepted")
                            .put("id", event.event().id().value())
                            .put("product", event.event().product().name());
            case Admission.Refused(var id, var product, var violations) -> {
                result.put("status", "refused");
                id.ifPresent(each -> result.put("id", each));
                product.ifPresent(each -> result.put("product", each));
                var list = result.putObject("problem").putArray("violations");
                violations.forEach(
                        each ->
                                list.addObject()
                                        .put("field", each.field())
                                        .put("rule", each.rule())
                                        .put("value", each.value())
                                        .put("remedy", each.remedy()));
            }
        }
        addResult(result);
    }

    /**
     * Ends the report.
     *
     * @return the exit code
     */
    int finish(String note) {
        if (form == Form.JSON) {
            try {
                json.writeEndArray();
                json.writeNumberField("accepted", accepted);
                json.writeNumberField("duplicates", duplicates);
                json.writeNumberField("refused", refused);
                json.writeNumberField("spooled", spooled);
                json.writeEndObject();
                json.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            terminal.print(System.lineSeparator());
        } else {
            terminal.print(
                    "%,d accepted, %,d duplicates, %,d refused%s%s%n"
                            .formatted(
                                    accepted,
                                    duplicates,
                                    refused,
                                    spooled == 0 ? "" : ", %,d spooled".formatted(spooled),
                                    note));
        }
        return refused == 0 ? ExitCode.OK : ExitCode.ERROR;
    }

    long total() {
        return accepted + duplicates + refused + spooled;
    }
}
