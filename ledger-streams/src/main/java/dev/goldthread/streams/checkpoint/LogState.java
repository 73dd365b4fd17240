package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.seal.CompactRange;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MalformedException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A log as it was last signed. Stored as version 0x01 (1 byte), offset (8), mark (8), public key
 * (32), head (49), then the tree; integers big-endian.
 *
 * @param offset of the last record that was signed over, on the ledger topic
 * @param mark how far the topic of checkpoints had been read when the run began that signed
 * @param signer the key that signs this log next
 * @param head the log's end
 * @param tree the tree over it, of the same size
 */
record LogState(long offset, long mark, Ed25519PublicKey signer, LogHead head, CompactRange tree) {

    private static final byte VERSION = 0x01;
    private static final int KEY_OFFSET = 1 + 2 * Long.BYTES;
    private static final int HEAD_OFFSET = KEY_OFFSET + Ed25519PublicKey.LENGTH_BYTES;
    private static final int TREE_OFFSET = HEAD_OFFSET + LogHead.LENGTH_BYTES;

    byte[] toBytes() {
        byte[] treeBytes = tree.toBytes();
        return ByteBuffer.allocate(TREE_OFFSET + treeBytes.length)
                .put(VERSION)
                .putLong(offset)
                .putLong(mark)
                .put(signer.toBytes())
                .put(head.toBytes())
                .put(treeBytes)
                .array();
    }

    /**
     * @throws MalformedException for anything that {@link #toBytes} would not write
     */
    static LogState parse(byte[] bytes) {
        if (bytes.length < TREE_OFFSET || bytes[0] != VERSION) {
            throw new MalformedException(
                    "log state",
                    "version 0x01 and at least %d bytes".formatted(TREE_OFFSET),
                    bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        LogState state =
                new LogState(
                        buffer.getLong(1),
                        buffer.getLong(1 + Long.BYTES),
                        Ed25519PublicKey.of(Arrays.copyOfRange(bytes, KEY_OFFSET, HEAD_OFFSET)),
                        LogHead.parse(Arrays.copyOfRange(bytes, HEAD_OFFSET, TREE_OFFSET)),
                        CompactRange.parse(Arrays.copyOfRange(bytes, TREE_OFFSET, bytes.length)));
        if (state.head.size() != state.tree.size()) {
            throw new MalformedException(
                    "size of the tree", Long.toString(state.head.size()), state.tree.size());
        }
        return state;
    }
}
