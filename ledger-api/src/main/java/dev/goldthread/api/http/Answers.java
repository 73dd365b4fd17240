package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Questions to the graph, answered in JSON or with the problem that stands against it. */
final class Answers {

    private static final Duration APPLIED_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final LedgerQuery query;

    Answers(LedgerQuery query) {
        this.query = query;
    }

    /**
     * @param what it is that the product may not know
     */
    <T> HttpResponse<byte[]> of(
            Product product,
            Optional<Long> afterSeq,
            Function<GraphView, Optional<T>> question,
            Function<T, JsonNode> json,
            String what) {
        return of(product, afterSeq, () -> query.ask(product, question), json, what);
    }

    /** As the other, of a question that is put to the query side by the caller. */
    <T> HttpResponse<byte[]> of(
            Product product,
            Optional<Long> afterSeq,
            Supplier<Optional<T>> question,
            Function<T, JsonNode> json,
            String what) {
        afterSeq.ifPresent(seq -> awaitApplied(product, seq));
        try {
            return question.get().map(json).map(Json::ok).orElseThrow(() -> unknown(product, what));
        } catch (Tracer.TooLargeException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "trace-too-large",
                    String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException unknown(Product product, String what) {
        return ProblemException.of(
                HttpStatus.NOT_FOUND,
                "unknown-node",
                "product %s knows no %s; check the spelling, or pass afterSeq of the receipt when it was just submitted"
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
