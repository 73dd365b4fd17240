package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.report.table.MatrixClaims.Claim;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.TestOutcomes;
import dev.goldthread.core.graph.Edge;
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

    /**
     * @param around the test case with its direct neighbours (route {@code trace}), if the ledger
     *     knows it
     * @param product which was asked about
     */
    static MatrixVerdict of(Claim claim, Optional<JsonNode> around, Product product) {
        if (around.isEmpty()) {
            return unsupported("no event records the test");
        }
        Optional<JsonNode> link = link(claim, around.get());
        if (link.isEmpty()) {
            return unsupported("no event says that it %s it".formatted(claim.relation()));
        } else if (link.get().path("strength").asText().equals("INFERRED")) {
            return unsupported("the link is a guess");
        }
        Optional<Edge> last = lastRun(claim, around.get(), product);
        if (last.isEmpty()) {
            return unsupported("the test never ran");
        }
        return judged(claim, last.get(), olderRevision(link.get(), around.get()));
    }

    private static MatrixVerdict unsupported(String because) {
        return new MatrixVerdict(Word.UNSUPPORTED, because);
    }

    private static MatrixVerdict judged(Claim claim, Edge run, Optional<String> older) {
        String outcome = run.outcome().orElse("SKIPPED");
        String ran = "%s in %s".formatted(outcome.toLowerCase(Locale.ROOT), run.from().id());
        String claimed = claim.result().orElse("PASSED");
        if (!claimed.equals(outcome)) {
            return claim.result().isEmpty() && outcome.equals("SKIPPED")
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

    /** By the rule that the ledger's own matrix goes by. */
    private static Optional<Edge> lastRun(Claim claim, JsonNode trace, Product product) {
        return TestOutcomes.last(
                edges(trace)
                        .filter(
                                edge ->
                                        edge.path("relation").asText().equals("executes")
                                                && isNode(
                                                        edge.path("to"),
                                                        "TestCase",
                                                        claim.testCase()))
                        .flatMap(edge -> run(edge, trace, product).stream()));
    }

    /** The edge says which entry it came from, the run's history when that occurred. */
    private static Optional<Edge> run(JsonNode edge, JsonNode trace, Product product) {
        long seq = edge.path("seq").asLong(-1);
        return node(trace, edge.path("from"))
                .flatMap(
                        run ->
                                stream(run.path("history"))
                                        .filter(fact -> !fact.has("takenBackBy"))
                                        .filter(fact -> fact.path("seq").asLong() == seq)
                                        .findFirst())
                .map(fact -> executes(edge, fact, product));
    }

    private static Edge executes(JsonNode edge, JsonNode fact, Product product) {
        NodeRef run = ref(edge.path("from"), product);
        return new Edge(
                run,
                edge.path("relation").asText(),
                ref(edge.path("to"), product),
                text(edge, "revision"),
                text(edge, "digest"),
                text(edge, "outcome"),
                Strength.valueOf(edge.path("strength").asText()),
                run.product(),
                new EventId(fact.path("event").asText()),
                0,
                Instant.parse(fact.path("occurredAt").asText()),
                fact.path("seq").asLong());
    }

    /** A product is named only where it is another than the one that was asked about. */
    private static NodeRef ref(JsonNode node, Product product) {
        return new NodeRef(
                text(node, "product").map(Product::new).orElse(product),
                node.path("type").asText(),
                node.path("id").asText());
    }

    private static Optional<String> text(JsonNode json, String member) {
        return Optional.ofNullable(json.get(member)).map(JsonNode::asText);
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
