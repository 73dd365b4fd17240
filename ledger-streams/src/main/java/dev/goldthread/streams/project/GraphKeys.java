package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.NodeHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the store. Numbers are big-endian; a product is its name and 00; what stands in
 * brackets is the row's value.
 *
 * <pre>
 * event  offset(8)                        [what the entry states: EventRow]
 * node   node(6) role(1) offset(6)        [nothing: the node stands in that event]
 * id     id(8)                            [offset of the first event with this id]
 * log    S product seq(8)                 [what is known of the entry: LogRow]
 *        T product level(1) index(8)      [hash of a complete subtree: LogTail]
 * meta   P product                        [LogTail]
 *        O                                [offset of the last applied record]
 *        F                                [format]
 * </pre>
 *
 * <p>An offset is that of the ledger record. A node is the front of its {@link NodeHash}: in their
 * order, and few enough bytes that two nodes may share them, which the event tells apart. An id is
 * a hash too; one that another id has taken already gets the next free number.
 */
final class GraphKeys {

    /** How a node stands in an event. */
    enum Role {
        /** The event states a fact about it, or an edge that starts there. */
        STATED((byte) 0),
        /** The event states an edge that ends there. */
        LINKED((byte) 1);

        private final byte code;

        Role(byte code) {
            this.code = code;
        }

        /** 0 or 1. */
        byte code() {
            return code;
        }
    }

    static final int NODE_BYTES = 6;
    static final int NODE_AND_ROLE_BYTES = NODE_BYTES + 1;
    static final int NODE_KEY_BYTES = NODE_AND_ROLE_BYTES + 6;
    static final byte[] OFFSET = {'O'};
    static final byte[] FORMAT = {'F'};
    static final byte[] ALL_POSITIONS = {'P'};

    private static final int OFFSET_BYTES = NODE_KEY_BYTES - NODE_AND_ROLE_BYTES;
    private static final byte SEQ = 'S';
    private static final byte TILE = 'T';
    private static final byte POSITION = 'P';

    private GraphKeys() {}

    static byte[] event(long offset) {
        return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
    }

    /**
     * Fills in a whole key.
     *
     * @param node the front of a {@link NodeHash}, as a number
     * @param role a {@link Role#code}
     */
    static void putNode(long node, byte role, long offset, byte[] key) {
        putBytes(node, NODE_BYTES, key, 0);
        key[NODE_BYTES] = role;
        putBytes(offset, OFFSET_BYTES, key, NODE_AND_ROLE_BYTES);
    }

    /** Prefix of the node's rows in this role. */
    static byte[] node(NodeRef ref, Role role) {
        byte[] prefix = new byte[NODE_AND_ROLE_BYTES];
        putBytes(NodeHash.of(ref) >>> (Long.SIZE - NODE_BYTES * 8), NODE_BYTES, prefix, 0);
        prefix[NODE_BYTES] = role.code;
        return prefix;
    }

    private static void putBytes(long number, int count, byte[] key, int at) {
        for (int i = 0; i < count; i++) {
            key[at + i] = (byte) (number >>> (8 * (count - 1 - i)));
        }
    }

    static boolean isStated(byte[] nodeKey) {
        return nodeKey[NODE_BYTES] == Role.STATED.code;
    }

    static long offsetOf(byte[] nodeKey) {
        long offset = 0;
        for (int i = NODE_AND_ROLE_BYTES; i < nodeKey.length; i++) {
            offset = (offset << 8) | (nodeKey[i] & 0xFF);
        }
        return offset;
    }

    /** Where the id's row stands, unless another id took that number. */
    static long idNumber(Product product, EventId id) {
        return Digest.sha256(product.name() + '\0' + id.value()).prefix();
    }

    static byte[] id(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static byte[] seq(Product product, long seq) {
        return ofProduct(SEQ, product, Long.BYTES).putLong(seq).array();
    }

    static byte[] subtree(Product product, int level, long index) {
        return ofProduct(TILE, product, 1 + Long.BYTES).put((byte) level).putLong(index).array();
    }

    static byte[] position(Product product) {
        return ofProduct(POSITION, product, 0).array();
    }

    private static ByteBuffer ofProduct(byte space, Product product, int more) {
        byte[] name = product.name().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + name.length + more).put(space).put(name).put((byte) 0);
    }

    static Product productOfPosition(byte[] key) {
        return new Product(new String(key, 1, key.length - 2, StandardCharsets.US_ASCII));
    }

    /** The first key behind all that begin with {@code prefix}, whose last byte is not FF. */
    static byte[] end(byte[] prefix) {
        byte[] end = Arrays.copyOf(prefix, prefix.length);
        end[prefix.length - 1]++;
        return end;
    }
}
