package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.crossing.Search.Aim;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.Naming;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.walk.TooLargeException;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.checkpoint.PublishedCheckpoint;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
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

    /** Of what a product ships without saying where it comes from. */
    static final Set<Aim> ORIGINS = Set.of(Aim.ORIGIN);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final LedgerQuery query;
    private final LentProducts lent;
    private final AllMentions mentions;
    private final HeldNodes held;
    private final CheckpointLog checkpoints;

    Answers(
            LedgerQuery query,
            LentProducts lent,
            AllMentions mentions,
            HeldNodes held,
            CheckpointLog checkpoints) {
        this.query = query;
        this.lent = lent;
        this.mentions = mentions;
        this.held = held;
        this.checkpoints = checkpoints;
    }

    /**
     * @param what it is that the product may not know
     */
    <T> HttpResponse<byte[]> of(
            Product product,
            When when,
            Function<GraphView, Optional<T>> question,
            Function<T, ObjectNode> json,
            String what) {
        return of(product, when, Set.of(), question, json, what);
    }

    /**
     * As the other.
     *
     * @param aims products that nothing leads to, if any are to be looked for
     */
    <T> HttpResponse<byte[]> of(
            Product product,
            When when,
            Set<Aim> aims,
            Function<GraphView, Optional<T>> question,
            Function<T, ObjectNode> json,
            String what) {
        return of(product, when, crossed(product, when, aims, question, what), json);
    }

    /** As the other, of an answer that marks what was corrected in part. */
    <T extends Naming> HttpResponse<byte[]> marked(
            Product product,
            When when,
            Set<Aim> aims,
            Function<GraphView, Optional<T>> question,
            BiFunction<T, PartMarks, ObjectNode> json,
            String what) {
        return of(
                product,
                when,
                aims,
                Marked.by(question),
                PartMarksJson.telling(product, json),
                what);
    }

    /**
     * As the other, of a question about several nodes.
     *
     * @param nodes which the product may not know all
     */
    <T> HttpResponse<byte[]> of(
            Product product,
            When when,
            Set<Aim> aims,
            LookedFor nodes,
            Function<GraphView, Optional<T>> question,
            Function<T, ObjectNode> json) {
        return of(
                product,
                when,
                crossed(product, when, aims, nodes.in(question), nodes::unknown),
                json);
    }

    /** As the other, of an answer that marks what was corrected in part. */
    <T extends Naming> HttpResponse<byte[]> marked(
            Product product,
            When when,
            Set<Aim> aims,
            LookedFor nodes,
            Function<GraphView, Optional<T>> question,
            BiFunction<T, PartMarks, ObjectNode> json) {
        return of(
                product,
                when,
                aims,
                nodes,
                Marked.by(question),
                PartMarksJson.telling(product, json));
    }

    /** As the other, of what was asked before. */
    <T> HttpResponse<byte[]> of(
            Product product, When when, Crossed<T> crossed, Function<T, ObjectNode> json) {
        ObjectNode answer = json.apply(crossed.answer());
        stand(answer, product, when, crossed);
        return Json.ok(answer);
    }

    /**
     * The answer itself, with the other products that it rests on.
     *
     * @param aims products that nothing leads to, if any are to be looked for
     */
    <T> Crossed<T> crossed(
            Product product,
            When when,
            Set<Aim> aims,
            Function<GraphView, Optional<T>> question,
            String what) {
        return crossed(product, when, aims, question, () -> what);
    }

    private <T> Crossed<T> crossed(
            Product product,
            When when,
            Set<Aim> aims,
            Function<GraphView, Optional<T>> question,
            Supplier<String> what) {
        AsOf asOf = when.asOf();
        return answer(
                product,
                when,
                () ->
                        query.askAcross(
                                product,
                                asOf,
                                Answers::mayRead,
                                lent.forOneQuestion(),
                                mentions.search(aims),
                                held.ofThisRequest(),
                                question),
                what);
    }

    /** Every role reads every product; rights by product are asked here once tokens have them. */
    private static boolean mayRead(Product product) {
        return true;
    }

    /**
     * As the other, of a question about every node of some types.
     *
     * @param types of nodes, as {@link EventIndex#nodes} finds them
     */
    <T> HttpResponse<byte[]> ofAll(
            Product product,
            When when,
            List<String> types,
            BiFunction<GraphView, Iterable<Node>, Optional<T>> question,
            Function<T, ObjectNode> json,
            String what) {
        return ofAllNamed(
                product,
                when,
                types,
                (then, refs) -> question.apply(then, nodes(refs, then)),
                json,
                what);
    }

    private <T> HttpResponse<byte[]> ofAllNamed(
            Product product,
            When when,
            List<String> types,
            BiFunction<GraphView, SortedSet<NodeRef>, Optional<T>> question,
            Function<T, ObjectNode> json,
            String what) {
        AsOf asOf = when.asOf();
        return indexed(
                product,
                when,
                graph -> {
                    GraphView then = asOf.of(graph, product);
                    SortedSet<NodeRef> refs = graph.index().nodes(product, types);
                    return question.apply(then, refs);
                },
                json,
                what);
    }

    /** As the other, of an answer that marks what was corrected in part. */
    <T extends Naming> HttpResponse<byte[]> markedOfAll(
            Product product,
            When when,
            List<String> types,
            BiFunction<GraphView, Iterable<Node>, Optional<T>> question,
            BiFunction<T, PartMarks, ObjectNode> json,
            String what) {
        return ofAllNamed(
                product,
                when,
                types,
                (then, refs) -> Marked.of(then, view -> question.apply(view, nodes(refs, view))),
                PartMarksJson.telling(product, json),
                what);
    }

    /** As the others, of a question that finds events by an index. */
    <T> HttpResponse<byte[]> indexed(
            Product product,
            When when,
            Function<GraphReader, Optional<T>> question,
            Function<T, ObjectNode> json,
            String what) {
        return indexed(product, when, question, json, () -> what);
    }

    /** As the other; nothing is found unless all nodes that it is about are known. */
    <T> HttpResponse<byte[]> indexed(
            Product product,
            When when,
            LookedFor nodes,
            Function<GraphReader, Optional<T>> question,
            Function<T, ObjectNode> json) {
        return indexed(
                product,
                when,
                graph -> nodes.areKnown(graph) ? question.apply(graph) : Optional.empty(),
                json,
                nodes::unknown);
    }

    private <T> HttpResponse<byte[]> indexed(
            Product product,
            When when,
            Function<GraphReader, Optional<T>> question,
            Function<T, ObjectNode> json,
            Supplier<String> what) {
        T found = answer(product, when, () -> query.askIndexed(product, question), what);
        ObjectNode answer = json.apply(found);
        stand(answer, product, when);
        return Json.ok(answer);
    }

    /** Not those that nothing had named by then. */
    static Iterable<Node> nodes(SortedSet<NodeRef> refs, GraphView then) {
        return () ->
                refs.stream()
                        .map(then::node)
                        .filter(node -> node.isRecorded() || !then.effects(node.ref()).isEmpty())
                        .iterator();
    }

    private <T> T answer(
            Product product, When when, Supplier<Optional<T>> question, Supplier<String> what) {
        when.awaited().ifPresent(seq -> awaitApplied(product, seq));
        try {
            return question.get().orElseThrow(() -> unknown(product, what.get()));
        } catch (TooLargeException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "trace-too-large",
                    String.valueOf(e.getMessage()));
        } catch (AsOf.NotYetException e) {
            throw ProblemException.of(
                    HttpStatus.NOT_FOUND, "not-yet", String.valueOf(e.getMessage()));
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
