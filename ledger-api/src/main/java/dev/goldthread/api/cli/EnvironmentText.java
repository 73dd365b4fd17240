package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is in force in an environment, as cells of tables. */
final class EnvironmentText {

    private EnvironmentText() {}

    /** A thing in its state: {@code Flag smooth-ramp r2, on}. */
    static String name(JsonNode held) {
        String revision = held.has("revision") ? " r" + held.path("revision").asText() : "";
        String detail = held.has("detail") ? ", " + held.path("detail").asText() : "";
        return AnswerPrinter.ref(held) + revision + detail;
    }

    static String look(JsonNode state) {
        return state.has("lastLook")
                ? AnswerPrinter.minute(state.at("/lastLook/occurredAt"))
                : "never";
    }

    /** How it stands to what was approved, and by what. */
    static String standing(JsonNode standing) {
        String by = AnswerPrinter.refs(standing.path("by"));
        return standing.path("verdict").asText() + (by.isEmpty() ? "" : ", " + by);
    }

    /** One row for each finding, of the whole and of each thing. */
    static List<List<String>> findings(JsonNode state, String things) {
        List<List<String>> rows = new ArrayList<>();
        state.path("findings").forEach(finding -> rows.add(row(finding)));
        for (JsonNode held : state.path(things)) {
            held.path("findings").forEach(finding -> rows.add(row(finding)));
        }
        return rows;
    }

    /**
     * One row for each other product that has the digest of something that is not approved; nothing
     * where nobody was asked.
     *
     * @param things the member of each state that holds them
     */
    static Report knownElsewhere(
            JsonNode answer, Iterable<JsonNode> states, String things, Report report) {
        Set<List<String>> rows = new LinkedHashSet<>();
        for (JsonNode state : states) {
            state.path(things).forEach(held -> addKnown(held, rows));
        }
        return answer.has("searched")
                ? report.title("Not approved here, and known to other products")
                        .grid(
                                List.of("IN FORCE", "PRODUCT", "SAYS WHERE IT COMES FROM"),
                                new ArrayList<>(rows),
                                "None that was asked knows it.")
                : report;
    }

    /** Of each page it is searched for what it shows; an answer of several says it of all. */
    static void joinSearched(ObjectNode answer, JsonNode page) {
        JsonNode more = page.path("searched");
        if (more.isMissingNode()) {
            return;
        }
        ObjectNode all = answer.withObject("/searched");
        for (String count : List.of("nodes", "unasked")) {
            all.put(count, all.path(count).asLong() + more.path(count).asLong());
        }
        ArrayNode partitions = all.withArray("partitionsUnasked");
        Set<JsonNode> told = new HashSet<>();
        partitions.forEach(told::add);
        more.path("partitionsUnasked").forEach(each -> addNew(each, told, partitions));
    }

    private static void addNew(JsonNode partition, Set<JsonNode> told, ArrayNode partitions) {
        if (told.add(partition)) {
            partitions.add(partition);
        }
    }

    private static void addKnown(JsonNode held, Set<List<String>> rows) {
        for (JsonNode node : held.path("knownElsewhere")) {
            rows.add(
                    List.of(
                            AnswerPrinter.ref(held),
                            node.path("product").asText(),
                            node.path("saysOrigin").asBoolean() ? "yes" : "no"));
        }
        if (held.has("knownElsewhereMore")) {
            String more = "and %s more".formatted(held.path("knownElsewhereMore").asText());
            rows.add(List.of(AnswerPrinter.ref(held), more, ""));
        }
    }

    private static List<String> row(JsonNode finding) {
        return List.of(
                finding.path("id").asText(),
                finding.path("severity").asText(),
                finding.path("code").asText(),
                finding.path("reason").asText(),
                finding.path("remedy").asText());
    }
}
