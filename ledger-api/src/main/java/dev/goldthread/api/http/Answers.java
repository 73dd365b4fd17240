package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.checkpoint.PublishedCheckpoint;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Questions to the graph, answered in JSON or with the problem that stands against it. An answer
 * names the position it stands on and the newest checkpoint of that log.
 */
@Singleton
final class Answers {

    private static final Duration APPLIED_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final LedgerQuery query;
    private final CheckpointLog checkpoints;

    Answers(LedgerQuery query, CheckpointLog checkpoints) {
        this.query = query;
        this.checkpoints = checkpoints;
    }

    /**
     * @param what it is that the product may not know
     */
    <T> HttpResponse<byte[]> of(
            Product product,
            When when,
            Function<GraphView, Optional<T>> question,
            Function<T, JsonNode> json,
            String what) {
        AsOf asOf = when.asOf();
        return answer(product, when, () -> query.ask(product, asOf, question), json, what);
    }

    /** As the other, of a question about every node of a kind. */
    <T> HttpResponse<byte[]> ofAll(
            Product product,
            When when,
            BiFunction<GraphView, Iterable<Node>, Optional<T>> question,
            Function<T, JsonNode> json,
            String what) {
        AsOf asOf = when.asOf();
        return answer(
                product,
                when,
                () ->
                        query.askAll(
                                product,
                                graph -> {
                                    GraphView then = asOf.of(graph, product);
                                    return question.apply(then, nodes(graph, then));
                                }),
                json,
                what);
    }

    private static Iterable<Node> nodes(GraphReader graph, GraphView then) {
        return then == graph
                ? graph.nodes()
                : () ->
                        StreamSupport.stream(graph.nodes().spliterator(), false)
                                .map(node -> then.node(node.ref()))
                                .iterator();
    }

    private <T> HttpResponse<byte[]> answer(
            Product product,
            When when,
            Supplier<Optional<T>> question,
            Function<T, JsonNode> json,
            String what) {
        when.afterSeq().ifPresent(seq -> awaitApplied(product, seq));
        try {
            return question.get()
                    .map(json)
                    .map(answer -> standing(answer, product, when))
                    .map(Json::ok)
                    .orElseThrow(() -> unknown(product, what));
        } catch (Tracer.TooLargeException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "trace-too-large",
                    String.valueOf(e.getMessage()));
        } catch (AsOf.NotYetException e) {
            throw ProblemException.of(
                    HttpStatus.NOT_FOUND, "not-yet", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Whether a checkpoint covers the position is said, because the newest entries wait for one.
     */
    private JsonNode standing(JsonNode answer, Product product, When when) {
        if (answer.path("asOf") instanceof ObjectNode asOf) {
            when.validAt().ifPresent(time -> asOf.put("validAt", time));
            Standpoint.current().ifPresent(standpoint -> standpoint.tell(asOf));
            checkpoints
                    .latest(product)
                    .map(PublishedCheckpoint::checkpoint)
                    .ifPresent(
                            checkpoint ->
                                    asOf.putObject("checkpoint")
                                            .put("size", checkpoint.size())
                                            .put("root", checkpoint.root().hex())
                                            .put(
                                                    "covers",
                                                    asOf.path("seq").asLong() < checkpoint.size()));
        }
        return answer;
    }

    private static ProblemException unknown(Product product, String what) {
        return ProblemException.of(
                HttpStatus.NOT_FOUND,
                "unknown-node",
                "product %s knows no %s; check the spelling, pass afterSeq of the receipt when it was just submitted, or ask for a later state"
                        .formatted(product, what));
    }

    private void awaitApplied(Product product, long seq) {
        try {
            if (query.awaitApplied(product, seq, APPLIED_WAIT_MAX)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops
        }
        throw ProblemException.later(
                "not-applied",
                "seq %d of product %s is not in the graph after %d s; ask again, and see /v1/status"
                        .formatted(seq, product, APPLIED_WAIT_MAX.toSeconds()),
                RETRY_AFTER);
    }
}
