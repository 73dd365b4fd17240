package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

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

    /** One row for each other product that has the digest of something that is not approved. */
    static List<List<String>> knownElsewhere(JsonNode state) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode held : state.path("inForce")) {
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
        return rows;
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
