package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The last column of a table of events: by which event each was taken back. There is none in a
 * table in which every event counts.
 *
 * @param events a row each, in order
 */
record TakenBackColumn(JsonNode events) {

    private boolean isEmpty() {
        return StreamSupport.stream(events.spliterator(), false)
                .noneMatch(event -> event.has("takenBackBy"));
    }

    List<String> heads(String... others) {
        return isEmpty() ? List.of(others) : with(List.of(others), "TAKEN BACK BY");
    }

    List<List<String>> rows(List<List<String>> others) {
        return isEmpty()
                ? others
                : IntStream.range(0, others.size())
                        .mapToObj(
                                i ->
                                        with(
                                                others.get(i),
                                                events.path(i).path("takenBackBy").asText()))
                        .toList();
    }

    private static List<String> with(List<String> cells, String last) {
        List<String> all = new ArrayList<>(cells);
        all.add(last);
        return all;
    }
}
