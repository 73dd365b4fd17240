package dev.goldthread.core.event;

import java.util.Comparator;

/**
 * A node of the trace graph: something that events are about.
 *
 * @param product whose node it is; another product's than the event's when a trace crosses products
 * @param type a node type of the vocabulary, {@code Commit}
 * @param id its canonical id: a digest, a full commit sha, a purl, a tracker key
 */
public record NodeRef(Product product, String type, String id) implements Comparable<NodeRef> {

    private static final Comparator<NodeRef> ORDER =
            Comparator.comparing(NodeRef::product)
                    .thenComparing(NodeRef::type)
                    .thenComparing(NodeRef::id);

    @Override
    public int compareTo(NodeRef other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}
