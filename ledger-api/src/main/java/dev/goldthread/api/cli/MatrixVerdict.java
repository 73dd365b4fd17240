package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.report.table.MatrixClaims.Claim;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the ledger says to one claim of a trace matrix.
 *
 * @param because in words
 */
record MatrixVerdict(Word word, String because) {

    /** Best first. */
    enum Word {
        CONFIRMED,
        CONTRADICTED,
        UNSUPPORTED;

        String lowerCase() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A run that executed the test. */
    private record Run(String id, String outcome, Instant occurredAt, String event) {}

    /**
     * @param around the test case with its direct neighbours (route {@code trace}), if the ledger
     *     knows it
     */
    static MatrixVerdict of(Claim claim, Optional<JsonNode> around) {
        if (around.isEmpty()) {
            return unsupported("no event records the test");
        }
        Optional<JsonNode> link = link(claim, around.get());
        if (link.isEmpty()) {
            return unsupported("no event says that it %s it".formatted(claim.relation()));
        } else if (link.get().path("strength").asText().equals("INFERRED")) {
            return unsupported("the link is a guess");
        }
        Optional<Run> last = lastRun(claim, around.get());
        if (last.isEmpty()) {
            return unsupported("the test never ran");
        }
        return judged(claim, last.get(), olderRevision(link.get(), around.get()));
    }

    private static MatrixVerdict unsupported(String because) {
        return new MatrixVerdict(Word.UNSUPPORTED, because);
    }

    private static MatrixVerdict judged(Claim claim, Run run, Optional<String> older) {
        String ran = "%s in %s".formatted(run.outcome().toLowerCase(Locale.ROOT), run.id());
        String claimed = claim.result().orElse("PASSED");
        if (!claimed.equals(run.outcome())) {
            return claim.result().isEmpty() && run.outcome().equals("SKIPPED")
                    ? unsupported(ran)
                    : new MatrixVerdict(Word.CONTRADICTED, ran);
        }
        return older.map(
                        because ->
                                new MatrixVerdict(
                                        Word.CONTRADICTED, "%s, but %s".formatted(ran, because)))
                .orElseGet(() -> new MatrixVerdict(Word.CONFIRMED, ran));
    }

    private static Optional<JsonNode> link(Claim claim, JsonNode trace) {
        return edges(trace)
                .filter(
                        edge ->
                                edge.path("relation").asText().equals(claim.relation())
                                        && isNode(edge.path("from"), "TestCase", claim.testCase())
                                        && isNode(edge.path("to"), claim.type(), claim.id()))
                .max(Comparator.comparingLong(edge -> edge.path("seq").asLong()));
    }

    private static Optional<String> olderRevision(JsonNode link, JsonNode trace) {
        String meant = link.path("revision").asText("");
        String current =
                node(trace, link.path("to"))
                        .map(node -> node.path("attributes").path("revision").asText(""))
                        .orElse("");
        return meant.isEmpty() || current.isEmpty() || meant.equals(current)
                ? Optional.empty()
                : Optional.of(
                        "it means revision %s, and revision %s is in force"
                                .formatted(meant, current));
    }

    private static Optional<Run> lastRun(Claim claim, JsonNode trace) {
        return edges(trace)
                .filter(
                        edge ->
                                edge.path("relation").asText().equals("executes")
                                        && isNode(edge.path("to"), "TestCase", claim.testCase()))
                .flatMap(edge -> run(edge, trace).stream())
                .max(Comparator.comparing(Run::occurredAt).thenComparing(Run::event));
    }

    /** The edge says which entry it came from, the run's history when that occurred. */
    private static Optional<Run> run(JsonNode edge, JsonNode trace) {
        long seq = edge.path("seq").asLong(-1);
        return node(trace, edge.path("from"))
                .flatMap(
                        run ->
                                stream(run.path("history"))
                                        .filter(fact -> !fact.has("takenBackBy"))
                                        .filter(fact -> fact.path("seq").asLong() == seq)
                                        .findFirst())
                .map(
                        fact ->
                                new Run(
                                        edge.path("from").path("id").asText(),
                                        edge.path("outcome").asText("SKIPPED"),
                                        Instant.parse(fact.path("occurredAt").asText()),
                                        fact.path("event").asText()));
    }

    private static Optional<JsonNode> node(JsonNode trace, JsonNode ref) {
        return stream(trace.path("nodes"))
                .filter(node -> isNode(node, ref.path("type").asText(), ref.path("id").asText()))
                .findFirst();
    }

    private static boolean isNode(JsonNode node, String type, String id) {
        return node.path("type").asText().equals(type) && node.path("id").asText().equals(id);
    }

    private static Stream<JsonNode> edges(JsonNode trace) {
        return stream(trace.path("edges"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
