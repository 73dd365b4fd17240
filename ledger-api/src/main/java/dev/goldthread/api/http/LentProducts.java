package dev.goldthread.api.http;

import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.crossing.OtherProducts;
import dev.goldthread.core.crossing.Pieces;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.LentPiece;
import dev.goldthread.streams.query.LentPiece.Wish;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Logs of products whose partitions other instances have, lent piece by piece. */
@Singleton
final class LentProducts {

    /** For all that one question borrows. */
    private static final Duration QUESTION_MAX = Duration.ofSeconds(10);

    private final LedgerQuery query;
    private final PartitionAsk ask;

    LentProducts(LedgerQuery query, PartitionAsk ask) {
        this.query = query;
        this.ask = ask;
    }

    /** For one question, in the name of the one whose request this thread works on. */
    OtherProducts forOneQuestion() {
        Optional<String> authorization = Handover.authorization();
        long endNanos = System.nanoTime() + QUESTION_MAX.toNanos();
        return (product, recordedBy) ->
                new OtherProducts.Lent.Elsewhere(
                        new Log(product, recordedBy, authorization, endNanos));
    }

    private final class Log implements Pieces {

        private final Product product;
        private final Optional<Instant> recordedBy;
        private final Optional<String> authorization;
        private final long endNanos;

        Log(
                Product product,
                Optional<Instant> recordedBy,
                Optional<String> authorization,
                long endNanos) {
            this.product = product;
            this.recordedBy = recordedBy;
            this.authorization = authorization;
            this.endNanos = endNanos;
        }

        @Override
        public Fetched fetch(OptionalLong upTo, Collection<NodeRef> wanted) {
            List<NodeRef> nodes = wanted.stream().limit(LentPiece.WANTED_MAX).toList();
            Duration left = Duration.ofNanos(endNanos - System.nanoTime());
            if (!left.isPositive()) {
                return new Fetched.Kept(
                        State.NOT_SERVED,
                        "it lies elsewhere, and was not had within %d s"
                                .formatted(QUESTION_MAX.toSeconds()));
            }
            try {
                return fetch(new Wish(product, upTo, recordedBy, nodes), left).piece(nodes);
            } catch (NotReadyException e) {
                return new Fetched.Kept(State.NOT_SERVED, String.valueOf(e.getMessage()));
            }
        }

        private LentPiece fetch(Wish wish, Duration atMost) {
            int partition = query.partitionOf(product);
            String path = "/v1/partitions/%d/piece".formatted(partition);
            return ask.ask(
                    partition,
                    () -> query.lend(wish),
                    () ->
                            Forwarded.question(path, LentJson.of(wish).toString(), authorization)
                                    .within(atMost),
                    LentJson::piece);
        }
    }
}
