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
 * node   node(6) role(1) offset(6)        [further events of the batch: OffsetSteps]
 * term   term(6) offset(6)                [further events of the batch: OffsetSteps]
 * source U product uri                    [what it adds up to: SourceRows]
 *        N product uri 00 page(8)         [which numbers it counted: SourceRows]
 *        M product type 00 id             [nothing: an event named the node, or may correct it: ListedNodes]
 *        Q product type 00 id             [nothing: an event states a part of the node's facts: ListedNodes]
 * id     id(6)                            [offset of the first event with this id]
 * log    S product seq(8)                 [what is known of the entry: LogRow]
 *        T product level(1) index(8)      [hash of a complete subtree: LogTail]
 *        Z product stretch(8)             [when its events happened: LogTail]
 * meta   P product                        [LogTail]
 *        O                                [offset of the last applied record]
 *        F                                [format]
 * </pre>
 *
 * <p>An offset is that of the ledger record. A node is the front of its {@link NodeHash}: in their
 * order, and few enough bytes that two nodes may share them, which the event tells apart; the row
 * holds the first event of a batch that names it, and the others by how far they are behind. An id
 * is a hash too; one that another id has taken already gets the next free number. A term is one
 * like a node, of an {@link IndexTerm}.
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
    static final int ID_BYTES = 6;
    static final byte[] OFFSET = {'O'};
    static final byte[] FORMAT = {'F'};
    static final byte[] ALL_POSITIONS = {'P'};

    private static final int OFFSET_BYTES = NODE_KEY_BYTES - NODE_AND_ROLE_BYTES;
    private static final byte SEQ = 'S';
    private static final byte TILE = 'T';
    private static final byte POSITION = 'P';
    private static final byte STRETCH = 'Z';
    private static final byte SOURCE = 'U';
    private static final byte NUMBERS = 'N';
    private static final byte LISTED = 'M';
    private static final byte SELDOM = 'Q';

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

    /** Where the node's row for an event stands. */
    static byte[] nodeIn(byte[] nodeAndRole, long offset) {
        byte[] key = Arrays.copyOf(nodeAndRole, NODE_KEY_BYTES);
        putBytes(offset, OFFSET_BYTES, key, NODE_AND_ROLE_BYTES);
        return key;
    }

    /**
     * @param hash of the term
     * @param offset of the first event in the row
     */
    static byte[] term(long hash, long offset) {
        byte[] key = new byte[NODE_BYTES + OFFSET_BYTES];
        putBytes(hash >>> (Long.SIZE - NODE_BYTES * 8), NODE_BYTES, key, 0);
        putBytes(offset, OFFSET_BYTES, key, NODE_BYTES);
        return key;
    }

    /** Behind all rows of the term: offsets do not get that large. */
    static byte[] termEnd(long hash) {
        return term(hash, -1);
    }

    /** Prefix of all sources of the product. */
    static byte[] sources(Product product) {
        return ofProduct(SOURCE, product, 0).array();
    }

    static byte[] source(Product product, String uri) {
        byte[] text = uri.getBytes(StandardCharsets.UTF_8);
        return ofProduct(SOURCE, product, text.length).put(text).array();
    }

    static String uriOfSource(byte[] key, Product product) {
        return text(key, sources(product).length);
    }

    /** What the key holds from there on. */
    static String text(byte[] key, int from) {
        return new String(key, from, key.length - from, StandardCharsets.UTF_8);
    }

    /** Prefix of the product's listed nodes of a type. */
    static byte[] allListed(Product product, String type) {
        return ofType(LISTED, product, type);
    }

    static byte[] listed(NodeRef node) {
        return of(node, allListed(node.product(), node.type()));
    }

    /** Prefix of the product's nodes of a type of which something is stated that seldom is. */
    static byte[] allListedSeldom(Product product, String type) {
        return ofType(SELDOM, product, type);
    }

    static byte[] listedSeldom(NodeRef node) {
        return of(node, allListedSeldom(node.product(), node.type()));
    }

    private static byte[] ofType(byte space, Product product, String type) {
        byte[] text = type.getBytes(StandardCharsets.UTF_8);
        return ofProduct(space, product, text.length + 1).put(text).put((byte) 0).array();
    }

    private static byte[] of(NodeRef node, byte[] prefix) {
        byte[] id = node.id().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + id.length).put(prefix).put(id).array();
    }

    /** Prefix of all numbers that the source counted. */
    static byte[] allNumbers(Product product, String uri) {
        byte[] text = uri.getBytes(StandardCharsets.UTF_8);
        return ofProduct(NUMBERS, product, text.length + 1).put(text).put((byte) 0).array();
    }

    static byte[] numbers(Product product, String uri, long page) {
        byte[] prefix = allNumbers(product, uri);
        // Signed numbers in the order of unsigned bytes.
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(page ^ Long.MIN_VALUE)
                .array();
    }

    static long pageOf(byte[] numbersKey) {
        return ByteBuffer.wrap(numbersKey).getLong(numbersKey.length - Long.BYTES) ^ Long.MIN_VALUE;
    }

    static byte[] stretch(Product product, long number) {
        return ofProduct(STRETCH, product, Long.BYTES).putLong(number).array();
    }

    private static void putBytes(long number, int count, byte[] key, int at) {
        for (int i = 0; i < count; i++) {
            key[at + i] = (byte) (number >>> (8 * (count - 1 - i)));
        }
    }

    static boolean isStated(byte[] nodeKey) {
        return nodeKey[NODE_BYTES] == Role.STATED.code;
    }

    /** Of the first event in a node's or a term's row. */
    static long offsetOf(byte[] key) {
        long number = 0;
        for (int i = key.length - OFFSET_BYTES; i < key.length; i++) {
            number = (number << 8) | (key[i] & 0xFF);
        }
        return number;
    }

    /** Where the id's row stands, unless another id took that number. */
    static long idNumber(Product product, EventId id) {
        return Digest.sha256(product.name() + '\0' + id.value()).prefix()
                >>> (Long.SIZE - ID_BYTES * 8);
    }

    /** Where an id's row stands if that of the number before is another's. */
    static long nextIdNumber(long number) {
        return (number + 1) & ((1L << (ID_BYTES * 8)) - 1);
    }

    static byte[] id(long number) {
        byte[] key = new byte[ID_BYTES];
        putBytes(number, ID_BYTES, key, 0);
        return key;
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
