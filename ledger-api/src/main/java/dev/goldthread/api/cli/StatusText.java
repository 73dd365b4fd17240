package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The status of a ledger for a person: a line per stage, then what the ledger holds. */
final class StatusText {

    private static final List<String> HEADS =
            List.of("STAGE", "STATE", "DONE", "BEHIND", "REFUSED", "NOTES");

    private static final String UNKNOWN = "?";
    private static final int BYTES_STEP = 1024;

    private StatusText() {}

    /**
     * @param status the answer of {@code /v1/status}
     * @param columns of the terminal, if it is one
     */
    static String of(JsonNode status, OptionalInt columns) {
        List<List<String>> rows = new ArrayList<>();
        status.path("stages").forEach(stage -> rows.add(row(stage)));
        return Tables.of(HEADS, rows, columns)
                + "\n"
                + holdings(status)
                + outside(status)
                + instances(status, columns);
    }

    /** What is told of stages and graph is told of one instance; these are all of them. */
    private static String instances(JsonNode status, OptionalInt columns) {
        if (!status.has("instance")) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        status.path("instances")
                .forEach(
                        each ->
                                rows.add(
                                        List.of(
                                                each.path("address").asText(),
                                                numbers(each.path("owns")),
                                                numbers(each.path("follows")))));
        String own = status.path("instance").path("address").asText();
        return "told by %s; done, refused and graph are of this instance%n%n%s"
                .formatted(
                        Tables.clean(own),
                        Tables.of(
                                List.of("INSTANCE", "OWNS PARTITIONS", "FOLLOWS"), rows, columns));
    }

    private static String numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private static List<String> row(JsonNode stage) {
        return List.of(
                stage.path("stage").asText(),
                stage.path("status").asText(),
                number(stage, "done"),
                behind(stage),
                number(stage, "refused"),
                notes(stage));
    }

    /** Only what counts and does not say how far it is behind leaves that open. */
    private static String behind(JsonNode stage) {
        boolean follows =
                List.of("sealer", "projector", "checkpointer")
                        .contains(stage.path("stage").asText());
        return follows && !stage.has("behind") ? UNKNOWN : number(stage, "behind");
    }

    private static String number(JsonNode of, String field) {
        return of.has(field) ? number(of.path(field)) : "";
    }

    private static String number(JsonNode value) {
        return String.format(Locale.ROOT, "%,d", value.asLong());
    }

    private static String notes(JsonNode stage) {
        JsonNode counters = stage.path("counters");
        Stream<String> reason = Stream.of(stage.path("reason").asText());
        Stream<String> ways =
                counters.path("taken").properties().stream()
                        .map(way -> way.getKey() + " " + number(way.getValue()));
        Stream<String> rules =
                counters.path("refused").properties().stream()
                        .map(rule -> rule.getKey() + " " + number(rule.getValue()));
        Stream<String> others =
                Stream.of("duplicates", "opaque", "rebuilds", "alarms")
                        .filter(name -> counters.path(name).asLong() > 0)
                        .map(name -> name + " " + number(counters.path(name)));
        Stream<String> commits =
                Stream.of(counters.path("commitMillis"))
                        .filter(JsonNode::isNumber)
                        .map(millis -> "commit takes " + number(millis) + " ms");
        return Stream.of(reason, ways, others, rules, commits)
                .flatMap(texts -> texts)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String holdings(JsonNode status) {
        JsonNode totals = status.path("totals");
        JsonNode store = status.path("store");
        long remaining = status.path("restore").path("remaining").asLong();
        String restore =
                remaining == 0
                        ? "nothing to restore"
                        : "%s records to restore"
                                .formatted(number(status.path("restore").path("remaining")));
        String ledger =
                totals.isMissingNode()
                        ? "cannot be counted now, because part of it is not ready"
                        : "%s events, products: %s"
                                .formatted(
                                        number(totals.path("events")),
                                        number(totals.path("products")));
        return """
        ledger  %s
        graph   %s, about %s rows; %s
        done and refused count since this process started
        """
                .formatted(
                        ledger,
                        bytes(store.path("bytes").asLong()),
                        number(store.path("rows")),
                        restore);
    }

    /**
     * Who speaks for the logs from outside; that one fails is told, and does not stop the ledger.
     */
    private static String outside(JsonNode status) {
        StringBuilder text = new StringBuilder();
        status.path("witnesses")
                .forEach(
                        each ->
                                text.append(
                                        "witness %s  cosigned %s, failed %s, logs open %s%s%n"
                                                .formatted(
                                                        Tables.clean(each.path("witness").asText()),
                                                        number(each.path("cosigned")),
                                                        number(each.path("failed")),
                                                        number(each.path("pending")),
                                                        problem(each))));
        if (status.has("timestamps")) {
            JsonNode stamps = status.path("timestamps");
            text.append(
                    "timestamps  stamped %s, failed %s%s%n"
                            .formatted(
                                    number(stamps.path("stamped")),
                                    number(stamps.path("failed")),
                                    problem(stamps)));
        }
        return text.toString();
    }

    private static String problem(JsonNode of) {
        return of.has("problem") ? "; " + Tables.clean(of.path("problem").asText()) : "";
    }

    /** Three digits are enough for a person. */
    static String bytes(long bytes) {
        double size = bytes;
        for (String unit : List.of("B", "KiB", "MiB", "GiB")) {
            if (size < BYTES_STEP) {
                return String.format(
                        Locale.ROOT, unit.equals("B") ? "%.0f %s" : "%.1f %s", size, unit);
            }
            size /= BYTES_STEP;
        }
        return String.format(Locale.ROOT, "%.1f TiB", size);
    }
}
