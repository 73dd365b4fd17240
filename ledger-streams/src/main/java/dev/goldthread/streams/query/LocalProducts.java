package dev.goldthread.streams.query;

import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.crossing.Kept;
import dev.goldthread.core.crossing.OtherProducts;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.NotReadyException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Graphs of other products for one question: from partitions served here, each leased once until
 * the question is answered, else from elsewhere. For one thread.
 */
final class LocalProducts implements OtherProducts, AutoCloseable {

    private final ToIntFunction<Product> partitionOf;
    private final IntFunction<Lease> lease;
    private final Predicate<Product> mayRead;
    private final OtherProducts elsewhere;
    private final Map<Integer, Lease> leased = new HashMap<>();

    /**
     * @param mayRead whose logs the one who asks may read
     * @param elsewhere is asked for what is not served here
     */
    LocalProducts(
            ToIntFunction<Product> partitionOf,
            IntFunction<Lease> lease,
            Predicate<Product> mayRead,
            OtherProducts elsewhere) {
        this.partitionOf = partitionOf;
        this.lease = lease;
        this.mayRead = mayRead;
        this.elsewhere = elsewhere;
    }

    /**
     * The graph of the product that the question is about.
     *
     * @throws NotReadyException when it is not served here, or by a copy that has not come to the
     *     product's log yet
     */
    GraphReader home(Product product) {
        return leased.computeIfAbsent(partitionOf.applyAsInt(product), lease::apply).of(product);
    }

    @Override
    public Lent lend(Product product, Optional<Instant> recordedBy) {
        if (!mayRead.test(product)) {
            return new Kept(State.NOT_ALLOWED, "this token may not read it");
        }
        try {
            return new Lent.Graph(home(product));
        } catch (NotReadyException e) {
            return elsewhere.lend(product, recordedBy);
        }
    }

    @Override
    public void close() {
        leased.values().forEach(Lease::close);
    }
}
