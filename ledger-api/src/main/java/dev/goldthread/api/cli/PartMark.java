package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sign at a node that rests on an event of which a part was set aside, and the table below an
 * answer that says by which event. An answer lists such nodes, also those that no row names.
 */
final class PartMark {

    private static final String SIGN = " *";

    private PartMark() {}

    /** The node's id with the sign, where it has one. */
    static String id(JsonNode node) {
        return node.path("id").asText() + of(node);
    }

    /** The sign alone, or nothing. */
    static String of(JsonNode node) {
        return node.has("correctedInPartBy") ? SIGN : "";
    }

    /**
     * What the sign means here; nothing where there is none.
     *
     * @param answers the answer, or its parts, that list such nodes
     */
    static Report explain(Iterable<JsonNode> answers, Report report) {
        Set<List<String>> rows = new LinkedHashSet<>();
        for (JsonNode answer : answers) {
            answer.path("correctedInPart").forEach(node -> add(node, rows));
        }
        return rows.isEmpty()
                ? report
                : report.title("* rests on an event that was corrected in part, and counts in full")
                        .grid(
                                List.of("NODE", "EVENT", "CORRECTED IN PART BY"),
                                new ArrayList<>(rows),
                                "");
    }

    private static void add(JsonNode node, Set<List<String>> rows) {
        for (JsonNode mark : node.path("correctedInPartBy")) {
            String product = node.path("product").asText();
            rows.add(
                    List.of(
                            AnswerPrinter.name(node) + (product.isEmpty() ? "" : " of " + product),
                            mark.path("corrects").asText(),
                            CorrectionColumns.part(mark)));
        }
    }
}
