package dev.goldthread.api.http;

import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.streams.query.NodeBudget;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What questions hold of the nodes that fit into memory, each until its request has ended: the last
 * byte of the answer is on its way, it was refused, failed, or the caller is gone. An answer that
 * is made while it is sent holds its nodes as long. The server tells the end of a request whose
 * caller is gone only when its answer is made, so the connection tells the question to end before.
 * Safe for any thread.
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

    /** Safe for any thread, because the connection may end while the question is asked. */
    private record Held(Queue<NodeBudget.Share> shares, ChannelFutureListener whenGone) {

        static Held none() {
            Queue<NodeBudget.Share> shares = new ConcurrentLinkedQueue<>();
            return new Held(shares, _ -> shares.forEach(NodeBudget.Share::abandon));
        }
    }

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
                .orElseGet(() -> watched(request))
                .shares()
                .add(share);
        // The connection may have told the others just before.
        connection(request).filter(ChannelFuture::isDone).ifPresent(_ -> share.abandon());
        return share;
    }

    private static Held watched(HttpRequest<?> request) {
        Held held = Held.none();
        request.setAttribute(KEPT, held);
        connection(request).ifPresent(closed -> closed.addListener(held.whenGone()));
        return held;
    }

    private static Optional<ChannelFuture> connection(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                ? Optional.of(netty.getChannelHandlerContext().channel().closeFuture())
                : Optional.empty();
    }

    @Override
    public void onApplicationEvent(HttpRequestTerminatedEvent ended) {
        HttpRequest<?> request = ended.getSource();
        request.getAttribute(KEPT, Held.class).ifPresent(held -> giveBack(held, request));
    }

    /** A connection outlives its requests, and must not keep what they held. */
    private static void giveBack(Held held, HttpRequest<?> request) {
        held.shares().forEach(NodeBudget.Share::close);
        connection(request).ifPresent(closed -> closed.removeListener(held.whenGone()));
    }
}
