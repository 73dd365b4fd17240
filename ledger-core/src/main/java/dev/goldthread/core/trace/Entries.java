package dev.goldthread.core.trace;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The entries of one product's log that an answer rests on.
 *
 * @param seqs their positions
 * @param sources the addresses of those who said them, as far as facts tell
 * @param unsaid positions of those of which the answer has links alone, which do not tell who said
 *     them
 */
public record Entries(SortedSet<Long> seqs, SortedSet<String> sources, SortedSet<Long> unsaid) {

    public Entries {
        seqs = Collections.unmodifiableSortedSet(new TreeSet<>(seqs));
        sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
        unsaid = Collections.unmodifiableSortedSet(new TreeSet<>(unsaid));
    }

    /** Those that the facts and links come from. */
    static Entries of(Product product, Iterable<NodeFact> facts, Iterable<Edge> links) {
        SortedSet<Long> seqs = new TreeSet<>();
        SortedSet<String> sources = new TreeSet<>();
        for (NodeFact fact : facts) {
            if (fact.product().equals(product)) {
                seqs.add(fact.seq());
                sources.add(fact.source());
            }
        }
        SortedSet<Long> unsaid = new TreeSet<>();
        for (Edge link : links) {
            if (link.product().equals(product) && !seqs.contains(link.seq())) {
                unsaid.add(link.seq());
            }
        }
        seqs.addAll(unsaid);
        return new Entries(seqs, sources, unsaid);
    }
}
