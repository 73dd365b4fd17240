package dev.goldthread.api.http;

import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.streams.query.NodeBudget;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * What questions hold of the nodes that fit into memory, each until its request has ended: the last
 * byte of the answer is on its way, it was refused, failed, or the caller is gone. An answer that
 * is made while it is sent holds its nodes as long. Safe for any thread.
 */
@Singleton
final class HeldNodes implements ApplicationEventListener<HttpRequestTerminatedEvent> {

    private static final String KEPT = "goldthread.held-nodes";

    private final Provider<NodeBudget> budget;

    /**
     * @param budget is there when questions come; the server is made before
     */
    HeldNodes(Provider<NodeBudget> budget) {
        this.budget = budget;
    }

    private record Held(List<NodeBudget.Share> shares) {}

    /** For one question of the request that this thread works on. */
    NodeAllowance ofThisRequest() {
        HttpRequest<?> request =
                ServerRequestContext.currentRequest()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "a question must belong to a request, whose end gives back what it holds"));
        NodeBudget.Share share = budget.get().open();
        request.getAttribute(KEPT, Held.class)
                .orElseGet(
                        () -> {
                            Held held = new Held(new ArrayList<>());
                            request.setAttribute(KEPT, held);
                            return held;
                        })
                .shares()
                .add(share);
        return share;
    }

    @Override
    public void onApplicationEvent(HttpRequestTerminatedEvent ended) {
        ended.getSource()
                .getAttribute(KEPT, Held.class)
                .ifPresent(held -> held.shares().forEach(NodeBudget.Share::close));
    }
}
