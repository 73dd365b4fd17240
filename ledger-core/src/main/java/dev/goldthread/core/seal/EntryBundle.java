package dev.goldthread.core.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a run of seals is published (C2SP tlog-tiles, "Log entries"; log-format, "Tiles"): each of
 * the 113-byte seals behind its length as a big-endian uint16. Never bodies.
 *
 * @param index the bundle's position, from 0; its first seal has seq {@code index * 256}
 * @param width number of seals, 1 to 256; below 256 the bundle is partial
 */
public record EntryBundle(long index, int width) {

    private static final String PREFIX = "tile/entries/";
    private static final int ENTRY_BYTES = Short.BYTES + Seal.LENGTH_BYTES;

    /**
     * @throws MalformedException when a number is out of its range
     */
    public EntryBundle {
        TilePath.check(index, width);
    }

    /**
     * Reads {@code tile/entries/<N>[.p/<W>]}, relative to the log's address.
     *
     * @throws MalformedException for any other form
     */
    public static EntryBundle parsePath(String path) {
        if (!path.startsWith(PREFIX)) {
            throw new MalformedException("entries path", "tile/entries/<N>[.p/<W>]", path);
        }
        TilePath place = TilePath.parse(path.substring(PREFIX.length()));
        return new EntryBundle(place.index(), place.width());
    }

    public String path() {
        return PREFIX + new TilePath(index, width).text();
    }

    /** The {@code seq} of the bundle's first seal. */
    public long firstSeq() {
        return index * TilePath.WIDTH_FULL;
    }

    /**
     * The bundle's content.
     *
     * @throws MalformedException when these are not {@code width} seals with the bundle's positions
     */
    public byte[] encode(List<Seal> seals) {
        checkPositions(seals);
        ByteBuffer buffer = ByteBuffer.allocate(width * ENTRY_BYTES);
        for (Seal seal : seals) {
            buffer.putShort((short) Seal.LENGTH_BYTES).put(seal.toBytes());
        }
        return buffer.array();
    }

    /**
     * Reads the bundle's content.
     *
     * @throws MalformedException when the bytes are not exactly {@code width} well-formed seals
     *     with the bundle's positions
     */
    public List<Seal> decode(byte[] bytes) {
        if (bytes.length != width * ENTRY_BYTES) {
            throw new MalformedException(
                    "length of " + path(), width * ENTRY_BYTES + " bytes", bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<Seal> seals = new ArrayList<>(width);
        while (buffer.hasRemaining()) {
            int lengthBytes = Short.toUnsignedInt(buffer.getShort());
            if (lengthBytes != Seal.LENGTH_BYTES) {
                throw new MalformedException(
                        "entry length in " + path(), "113 bytes, a seal", lengthBytes);
            }
            byte[] seal = new byte[Seal.LENGTH_BYTES];
            buffer.get(seal);
            seals.add(Seal.parse(seal));
        }
        checkPositions(seals);
        return List.copyOf(seals);
    }

    private void checkPositions(List<Seal> seals) {
        if (seals.size() != width) {
            throw new MalformedException("seals in " + path(), width + " in number", seals.size());
        }
        for (int i = 0; i < width; i++) {
            if (seals.get(i).seq() != firstSeq() + i) {
                throw new MalformedException(
                        "seq of entry %d in %s".formatted(i, path()),
                        Long.toString(firstSeq() + i),
                        seals.get(i).seq());
            }
        }
    }
}
