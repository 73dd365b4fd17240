package dev.goldthread.streams.audit;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeDigest;
import dev.goldthread.core.graph.NodeHash;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.audit.GraphReport.Flaw;
import dev.goldthread.streams.audit.GraphReport.Place;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds a listed graph against the one that the ledger's bodies give; both in order. */
final class GraphComparison {

    private final LedgerName ledger;
    private final TraceGraph graph;
    private long nodes;

    GraphComparison(LedgerName ledger, TraceGraph graph) {
        this.ledger = ledger;
        this.graph = graph;
    }

    /** The first difference. */
    Optional<Flaw> with(GraphListing listing) {
        Iterator<NodeDigest> listed = listing.nodes();
        Optional<Flaw> first = Optional.empty();
        for (Node node : graph.nodes()) {
            nodes++;
            if (first.isEmpty()) {
                first =
                        listed.hasNext()
                                ? compare(node, listed.next())
                                : Optional.of(absent(node, listing.problem().orElse("missing")));
            }
        }
        return first.isEmpty() && listed.hasNext()
                ? Optional.of(unexpected(listed.next().node()))
                : first;
    }

    /** How many nodes the bodies give. */
    long nodes() {
        return nodes;
    }

    private Optional<Flaw> compare(Node node, NodeDigest found) {
        NodeDigest expected = NodeDigest.of(node, graph.effects(node.ref()));
        if (expected.equals(found)) {
            return Optional.empty();
        }
        int order = NodeHash.ORDER.compare(node.ref(), found.node());
        if (order < 0) {
            return Optional.of(absent(node, "missing"));
        }
        if (order > 0) {
            return Optional.of(unexpected(found.node()));
        }
        return Optional.of(
                expected.content().equals(found.content())
                        ? flaw(node, "effects", expected.effects().hex(), found.effects().hex())
                        : flaw(node, "content", expected.content().hex(), found.content().hex()));
    }

    private Flaw absent(Node node, String found) {
        return flaw(node, "node", "as sealed events state it", found);
    }

    private Flaw flaw(Node node, String field, String expected, String found) {
        Stream<Place> facts = node.facts().stream().map(fact -> place(fact.product(), fact.seq()));
        Stream<Place> edges =
                Stream.concat(node.causes().stream(), graph.effects(node.ref()).stream())
                        .map((Edge edge) -> place(edge.product(), edge.seq()));
        return new Flaw(
                Optional.of(node.ref()),
                field,
                expected,
                found,
                Stream.concat(facts, edges).distinct().toList());
    }

    private Place place(Product product, long seq) {
        return new Place(new Origin(ledger, product), seq);
    }

    private static Flaw unexpected(NodeRef node) {
        return new Flaw(
                Optional.of(node), "node", "none: no sealed event states it", "there", List.of());
    }
}
