package dev.goldthread.streams.project;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the store, one space (first byte) per kind of row.
 *
 * <pre>
 * graph  N node                          the node's row: facts, and edges that start there
 *        N node 01 offset place          one entry more, of a node whose row is full
 *        C node(to) node(from) offset place  an edge, at the end it points to
 * log    I product event-id              seq
 *        S product seq                   what is known of the entry
 * meta   P product                       position
 *        O                               ledger offset of the last applied record
 *        F                               format
 * </pre>
 *
 * A node is product, type and id, each ended as {@link KeyWriter} says; offset is that of the
 * ledger record which stated the entry, so with place it names an entry in the partition.
 */
final class GraphKeys {

    static final byte NODE = 'N';
    private static final byte MORE = 0x01;
    private static final byte EFFECT = 'C';
    private static final byte ID = 'I';
    private static final byte SEQ = 'S';
    private static final byte POSITION = 'P';

    static final byte[] OFFSET = {'O'};
    static final byte[] FORMAT = {'F'};
    static final byte[] ALL_NODES = {NODE};
    static final byte[] ALL_POSITIONS = {POSITION};

    private GraphKeys() {}

    static byte[] node(NodeRef ref) {
        return new KeyWriter(NODE).ref(ref).done();
    }

    /** Prefix of the entries that the node's row has no room for. */
    static byte[] more(NodeRef ref) {
        return new KeyWriter(NODE).ref(ref).put(MORE).done();
    }

    static byte[] more(NodeRef ref, long offset, long place) {
        return new KeyWriter(NODE).ref(ref).put(MORE).number(offset).number(place).done();
    }

    /** Prefix of the edges that end at the node. */
    static byte[] effects(NodeRef to) {
        return new KeyWriter(EFFECT).ref(to).done();
    }

    static byte[] effect(NodeRef to, NodeRef from, long offset, long place) {
        return new KeyWriter(EFFECT).ref(to).ref(from).number(offset).number(place).done();
    }

    static byte[] id(Product product, EventId id) {
        return new KeyWriter(ID).text(product.name()).text(id.value()).done();
    }

    static byte[] seq(Product product, long seq) {
        return new KeyWriter(SEQ).text(product.name()).number(seq).done();
    }

    static byte[] position(Product product) {
        return new KeyWriter(POSITION).text(product.name()).done();
    }

    static Product productOfPosition(byte[] key) {
        int end = key.length - 1;
        return new Product(new String(key, 1, end - 1, StandardCharsets.US_ASCII));
    }

    /**
     * The first key behind all that belong under {@code prefix}. A text goes on behind its end byte
     * only with FF ({@link KeyWriter}): that would be another, longer text.
     */
    static byte[] end(byte[] prefix) {
        int last = prefix.length - 1;
        if (prefix[last] == KeyWriter.TEXT_END) {
            byte[] end = Arrays.copyOf(prefix, prefix.length + 1);
            end[prefix.length] = KeyWriter.ESCAPED;
            return end;
        }
        byte[] end = prefix.clone();
        end[last]++;
        return end;
    }
}
