package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;

/**
 * The last columns of a table of events: by which event each was taken back, by which ones, and in
 * which fields, it was corrected in part, and what it corrects that is not there. Each is there
 * only where an event has something to tell in it.
 *
 * @param events a row each, in order
 */
record CorrectionColumns(JsonNode events) {

    private enum Column {
        TAKEN_BACK("takenBackBy", "TAKEN BACK BY"),
        IN_PART("correctedInPartBy", "CORRECTED IN PART BY"),
        UNKNOWN("correctsUnknown", "CORRECTS UNKNOWN");

        private final String member;
        private final String head;

        Column(String member, String head) {
            this.member = member;
            this.head = head;
        }

        private boolean isIn(JsonNode event) {
            return event.has(member);
        }

        private String cell(JsonNode event) {
            JsonNode mark = event.path(member);
            return mark.isArray() ? parts(mark) : mark.asText();
        }
    }

    /** {@code qms-7 /data/counts /links/0/outcome; qms-9}. */
    static String parts(JsonNode marks) {
        StringJoiner all = new StringJoiner("; ");
        marks.forEach(mark -> all.add(part(mark)));
        return all.toString();
    }

    /** {@code qms-7 /data/counts /links/0/outcome}. */
    static String part(JsonNode mark) {
        StringJoiner part = new StringJoiner(" ");
        part.add(mark.path("event").asText());
        mark.path("fields").forEach(field -> part.add(field.asText()));
        return part.toString();
    }

    private List<Column> shown() {
        List<Column> shown = new ArrayList<>();
        for (Column column : Column.values()) {
            if (StreamSupport.stream(events.spliterator(), false).anyMatch(column::isIn)) {
                shown.add(column);
            }
        }
        return shown;
    }

    List<String> heads(String... others) {
        List<String> heads = new ArrayList<>(List.of(others));
        shown().forEach(column -> heads.add(column.head));
        return heads;
    }

    List<List<String>> rows(List<List<String>> others) {
        List<Column> shown = shown();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            JsonNode event = events.path(i);
            List<String> cells = new ArrayList<>(others.get(i));
            shown.forEach(column -> cells.add(column.cell(event)));
            rows.add(cells);
        }
        return rows;
    }
}
