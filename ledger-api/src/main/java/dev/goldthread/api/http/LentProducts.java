package dev.goldthread.api.http;

import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.crossing.Kept;
import dev.goldthread.core.crossing.OtherProducts;
import dev.goldthread.core.crossing.Pieces;
import dev.goldthread.core.crossing.Pieces.Fetched.Piece;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.LentPiece;
import dev.goldthread.streams.query.LentPiece.Wish;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Logs of products whose partitions other instances have, lent piece by piece. */
@Singleton
final class LentProducts {

    /** For all that one question borrows. */
    private static final Duration QUESTION_MAX = Duration.ofSeconds(10);

    private static final Duration MOMENT = Duration.ofMillis(500);

    private final ToIntFunction<Product> partitionOf;
    private final Function<Wish, LentPiece> here;
    private final PartitionAsk ask;

    @Inject
    LentProducts(LedgerQuery query, PartitionAsk ask) {
        this(query::partitionOf, query::lend, ask);
    }

    /**
     * @param here lends what this instance has itself by then
     */
    LentProducts(
            ToIntFunction<Product> partitionOf, Function<Wish, LentPiece> here, PartitionAsk ask) {
        this.partitionOf = partitionOf;
        this.here = here;
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
            if (!left().isPositive()) {
                return new Kept(
                        State.NOT_SERVED,
                        "it lies elsewhere, and was not had within %d s"
                                .formatted(QUESTION_MAX.toSeconds()));
            }
            List<NodeRef> nodes = wanted.stream().limit(LentPiece.WANTED_MAX).toList();
            try {
                return fetch(new Wish(product, upTo, recordedBy, nodes));
            } catch (NotReadyException e) {
                return new Kept(State.NOT_SERVED, String.valueOf(e.getMessage()));
            }
        }

        private Duration left() {
            return Duration.ofNanos(endNanos - System.nanoTime());
        }

        private Piece fetch(Wish wish) {
            int partition = partitionOf.applyAsInt(product);
            String path = "/v1/partitions/%d/piece".formatted(partition);
            return ask.ask(
                    partition,
                    () -> here.apply(wish).piece(wish),
                    () ->
                            Forwarded.question(path, LentJson.of(wish).toString(), authorization)
                                    .within(atLeast(MOMENT, left())),
                    json -> LentJson.piece(json).piece(wish));
        }

        /** A standby is still asked when the owner took all the time. */
        private static Duration atLeast(Duration least, Duration left) {
            return left.compareTo(least) < 0 ? least : left;
        }
    }
}
