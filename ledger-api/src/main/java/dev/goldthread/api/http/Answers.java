package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.GraphQuestion.ByIndex;
import dev.goldthread.api.http.GraphQuestion.Following;
import dev.goldthread.api.http.GraphQuestion.Markable;
import dev.goldthread.api.http.GraphQuestion.OverAll;
import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.trace.Differences;
import dev.goldthread.core.trace.Naming;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.walk.TooLargeException;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.checkpoint.PublishedCheckpoint;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Questions to the graph, answered in JSON or with the problem that stands against it. An answer
 * names the position it stands on and the newest checkpoint of that log.
 */
@Singleton
final class Answers {

    private static final Duration APPLIED_WAIT_MAX = Duration.ofSeconds(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final LedgerQuery query;
    private final NotFound notFound;
    private final LentProducts lent;
    private final AllMentions mentions;
    private final HeldNodes held;
    private final CheckpointLog checkpoints;

    Answers(
            LedgerQuery query,
            NotFound notFound,
            LentProducts lent,
            AllMentions mentions,
            HeldNodes held,
            CheckpointLog checkpoints) {
        this.query = query;
        this.notFound = notFound;
        this.lent = lent;
        this.mentions = mentions;
        this.held = held;
        this.checkpoints = checkpoints;
    }

    <T> HttpResponse<byte[]> of(GraphQuestion<T> question, Function<T, ObjectNode> json) {
        return switch (question) {
            case Following<T> following ->
                    of(following.product(), following.when(), crossed(following), json);
            case OverAll<T> all -> found(all.byIndex(), json);
            case ByIndex<T> indexed -> found(indexed, json);
        };
    }

    /** As the other, of an answer that marks what was corrected in part. */
    <T extends Naming> HttpResponse<byte[]> marked(
            Markable<T> question, BiFunction<T, PartMarks, ObjectNode> json) {
        return of(GraphQuestion.marked(question), PartMarksJson.telling(question.product(), json));
    }

    /** As the others, of what was asked before. */
    <T> HttpResponse<byte[]> of(
            Product product, When when, Crossed<T> crossed, Function<T, ObjectNode> json) {
        ObjectNode answer = json.apply(crossed.answer());
        stand(answer, product, when, crossed);
        return Json.ok(answer);
    }

    /** The answer itself, with the other products that it rests on. */
    <T> Crossed<T> crossed(Following<T> question) {
        AsOf asOf = question.when().asOf();
        return answer(
                question,
                () ->
                        query.askAcross(
                                question.product(),
                                asOf,
                                Answers::mayRead,
                                lent.forOneQuestion(),
                                mentions.search(question.aims()),
                                held.ofThisRequest(),
                                question.ask()));
    }

    /** Every role reads every product; rights by product are asked here once tokens have them. */
    private static boolean mayRead(Product product) {
        return true;
    }

    private <T> HttpResponse<byte[]> found(ByIndex<T> question, Function<T, ObjectNode> json) {
        T found = answer(question, () -> query.askIndexed(question.product(), question.ask()));
        ObjectNode answer = json.apply(found);
        stand(answer, question.product(), question.when());
        return Json.ok(answer);
    }

    private <T> T answer(GraphQuestion<?> question, Supplier<Optional<T>> asking) {
        Product product = question.product();
        question.when().awaited().ifPresent(seq -> awaitApplied(product, seq));
        try {
            return asking.get().orElseThrow(() -> unknown(product, question.what().get()));
        } catch (TooLargeException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "trace-too-large",
                    String.valueOf(e.getMessage()));
        } catch (Differences.NotEarlierException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY, "not-earlier", String.valueOf(e.getMessage()));
        } catch (AsOf.NotYetException e) {
            throw notFound.of(product, "not-yet", String.valueOf(e.getMessage()));
        }
    }

    /** Adds what an answer stands on: its position, and the other products it came by. */
    void stand(ObjectNode answer, Product product, When when, Crossed<?> crossed) {
        stand(answer, product, when);
        answer.set("products", TraceJson.products(crossed.products()));
        crossed.searched()
                .ifPresent(searched -> answer.set("searched", TraceJson.searched(searched)));
    }

    /**
     * Whether a checkpoint covers the position is said, because the newest entries wait for one.
     */
    private void stand(ObjectNode answer, Product product, When when) {
        ObjectNode asOf = (ObjectNode) answer.get("asOf");
        when.validAt().ifPresent(time -> asOf.put("validAt", time));
        Standpoint.current().ifPresent(standpoint -> standpoint.tell(asOf));
        putCheckpoint(asOf, product);
    }

    /**
     * Adds the newest checkpoint of the product's log, if there is one.
     *
     * @param asOf has the position as {@code seq}
     */
    void putCheckpoint(ObjectNode asOf, Product product) {
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

    private ProblemException unknown(Product product, String what) {
        return notFound.of(
                product,
                "unknown-node",
                what.equals(GraphQuestion.ANY_EVENT.get())
                        ? "product %s had no event then; ask for a later state".formatted(product)
                        : "product %s knows no %s; check the spelling, pass afterSeq of the receipt when it was just submitted, or ask for a later state"
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
