package dev.goldthread.core.event;

import org.jspecify.annotations.Nullable;

/**
 * A node of the trace graph: something that events are about.
 *
 * @param product whose node it is; another product's than the event's when a trace crosses products
 * @param type a node type of the vocabulary, {@code Commit}
 * @param id its canonical id: a digest, a full commit sha, a purl, a tracker key
 */
public record NodeRef(Product product, String type, String id) implements Comparable<NodeRef> {

    /** Product, type, id; written out, because sorting by it is a third of a large trace. */
    @Override
    public int compareTo(NodeRef other) {
        int order = product.compareTo(other.product);
        if (order == 0) {
            order = type.compareTo(other.type);
        }
        return order == 0 ? id.compareTo(other.id) : order;
    }

    /** As any record's, with what differs most asked first: walks find nodes by it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof NodeRef that
                        && id.equals(that.id)
                        && type.equals(that.type)
                        && product.equals(that.product));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * id.hashCode() + type.hashCode()) + product.hashCode();
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}
