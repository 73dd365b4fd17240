package dev.goldthread.streams.query;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.NodeSource;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.streams.project.EventKey;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.LogView;
import dev.goldthread.streams.project.NotReadyException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The products' logs as Merkle trees: sizes, roots, tiles, and proofs over them, of the entries
 * that are applied here. Thread-safe.
 *
 * <p>Every method throws {@link NotReadyException} when the product's partition cannot be asked
 * here.
 */
public final class ProductLogs {

    private final Leases leases;

    ProductLogs(Leases leases) {
        this.leases = leases;
    }

    /** Number of entries of the product's log that are applied here; 0 for an unknown product. */
    public long size(Product product) {
        return ask(product, LogView::size);
    }

    /**
     * A tile of the product's log, full or partial; empty when the log is not that long.
     *
     * @see Tile#parsePath
     */
    public Optional<byte[]> tile(Product product, Tile tile) {
        return ask(product, log -> log.tile(tile));
    }

    /**
     * Seals of the product's log; empty when the log is not that long.
     *
     * @see EntryBundle#parsePath
     */
    public Optional<byte[]> entryBundle(Product product, EntryBundle bundle) {
        return ask(product, log -> log.entries(bundle));
    }

    /** The root over the first entries of the product's log; empty when it has not that many. */
    public Optional<Digest> root(Product product, long treeSize) {
        return ask(
                product,
                log ->
                        treeSize > log.size()
                                ? Optional.empty()
                                : Optional.of(Proofs.root(log.nodes(treeSize), treeSize)));
    }

    /**
     * That the event is among the first {@code treeSize} entries of its product's log; empty when
     * it is not, or the log has not that many.
     */
    public Optional<InclusionProof> inclusionProof(Product product, EventId id, long treeSize) {
        try (Lease lease = leases.of(product)) {
            GraphReader graph = lease.of(product);
            LogView log = graph.log(product);
            OptionalLong found = graph.seqOf(new EventKey(product, id));
            if (found.isEmpty() || found.getAsLong() >= treeSize || treeSize > log.size()) {
                return Optional.empty();
            }
            long seq = found.getAsLong();
            NodeSource nodes = log.nodes(treeSize);
            List<Digest> path = Proofs.inclusion(nodes, seq, treeSize);
            return Optional.of(new InclusionProof(seq, nodes.node(0, seq), treeSize, path));
        }
    }

    /**
     * That the tree over the first {@code from} entries of the product's log is the beginning of
     * that over the first {@code to} (RFC 6962 section 2.1.2); empty when the log has not that
     * many.
     *
     * @throws IllegalArgumentException unless 1 ≤ {@code from} ≤ {@code to}
     */
    public Optional<List<Digest>> consistencyProof(Product product, long from, long to) {
        return ask(
                product,
                log ->
                        to > log.size()
                                ? Optional.empty()
                                : Optional.of(Proofs.consistency(log.nodes(to), from, to)));
    }

    private <T> T ask(Product product, Function<LogView, T> question) {
        try (Lease lease = leases.of(product)) {
            return question.apply(lease.of(product).log(product));
        }
    }
}
