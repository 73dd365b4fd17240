package dev.goldthread.core.graph;

import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Optional;

/**
 * Which state of a product's history a question is about: what the ledger held then, and what had
 * happened by then. The two times are independent (event-model, "Envelope"): an event that occurred
 * early and was recorded late is absent as of a time between the two, and was valid all the same.
 *
 * @param recorded how much of the ledger counts
 * @param validAt only what had occurred by then counts; everything when empty
 */
public record AsOf(Recorded recorded, Optional<Instant> validAt) {

    /** All that is known, of all that happened. */
    public static final AsOf NOW = new AsOf(new Recorded.All(), Optional.empty());

    /** How much of the ledger counts. */
    public sealed interface Recorded {

        /** All that is in the graph. */
        record All() implements Recorded {}

        /**
         * The product's log up to this entry, and of other logs what was sealed no later than it.
         *
         * @param seq ≥ 0
         */
        record UpTo(long seq) implements Recorded {
            public UpTo {
                if (seq < 0) {
                    throw new IllegalArgumentException(
                            "asOfSeq must be 0 or more, but is %d; the first entry of a log has seq 0"
                                    .formatted(seq));
                }
            }
        }

        /** Of every log, what was sealed no later than this. */
        record By(Instant time) implements Recorded {}
    }

    /** The product's log is not that long, so nobody can say yet what it held then. */
    public static final class NotYetException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotYetException(Product product, long seq) {
            super(
                    "log %s has no entry %d in the graph yet; ask with a smaller asOfSeq, or pass afterSeq to wait for it"
                            .formatted(product, seq));
        }
    }

    /**
     * The graph as it stood then, without what had been taken back by then ({@link Corrections}).
     *
     * @param home the product that the question is about
     * @throws NotYetException when the log does not reach that far
     */
    public GraphView of(GraphView graph, Product home) {
        AsOf everValid = new AsOf(recorded, Optional.empty());
        return new CorrectedView(
                past(graph.stated(), home, this), past(graph.known(), home, everValid));
    }

    /**
     * The same without what happened later. What was taken back is not in it, whenever somebody
     * found out.
     *
     * @param home the product that the question is about
     */
    public static GraphView earlier(GraphView view, Product home, Instant then) {
        return new PastView(view, home, new AsOf(new Recorded.All(), Optional.of(then)));
    }

    private static GraphView past(GraphView graph, Product home, AsOf asOf) {
        return asOf.equals(NOW) ? graph : new PastView(graph, home, asOf);
    }
}
