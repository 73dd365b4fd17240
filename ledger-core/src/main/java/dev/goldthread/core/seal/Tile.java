package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a run of hashes of a Merkle tree is published (C2SP tlog-tiles, "Merkle Tree", height 8):
 *
 * <pre>
 * hash i of tile n at level l = MTH(D[(n*256 + i) * 256^l : (n*256 + i + 1) * 256^l])
 * </pre>
 *
 * @param level 0 (leaf hashes) to 7; a log below 2^63 entries has no higher one
 * @param index the tile's position within its level, from 0
 * @param width number of hashes, 1 to 256; below 256 the tile is partial
 */
public record Tile(int level, long index, int width) {

    /** Levels of the tree that one tile spans. */
    public static final int HEIGHT = 8;

    public static final int WIDTH_FULL = TilePath.WIDTH_FULL;
    private static final int LEVEL_MAX = 7;
    private static final Pattern FORM = Pattern.compile("tile/([0-9])/(.+)");

    /**
     * @throws MalformedException when a number is out of its range
     */
    public Tile {
        if (level < 0 || level > LEVEL_MAX) {
            throw new MalformedException("tile level", "between 0 and 7", level);
        }
        TilePath.check(index, width);
    }

    /**
     * The tile at this place in a tree of {@code size} leaves, as wide as that tree fills it.
     *
     * @throws MalformedException when the tree has no hash there
     */
    public static Tile inTree(int level, long index, long size) {
        long hashes = size >> (HEIGHT * level);
        if (index < 0 || index > hashes / WIDTH_FULL) {
            throw new MalformedException(
                    "tile index",
                    "at most %d at level %d of a tree of %d leaves"
                            .formatted(hashes / WIDTH_FULL, level, size),
                    index);
        }
        return new Tile(level, index, (int) Math.min(WIDTH_FULL, hashes - index * WIDTH_FULL));
    }

    /**
     * Reads {@code tile/<L>/<N>[.p/<W>]}, relative to the log's address.
     *
     * @throws MalformedException for any other form
     */
    public static Tile parsePath(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            throw new MalformedException("tile path", "tile/<L>/<N>[.p/<W>]", path);
        }
        TilePath place = TilePath.parse(matcher.group(2));
        return new Tile(Integer.parseInt(matcher.group(1)), place.index(), place.width());
    }

    public String path() {
        return "tile/" + level + "/" + new TilePath(index, width).text();
    }

    /**
     * The tile's content: its hashes one after the other.
     *
     * @throws MalformedException when there are not {@code width} of them
     */
    public byte[] encode(List<Digest> hashes) {
        if (hashes.size() != width) {
            throw new MalformedException(
                    "hashes in " + path(), width + " in number", hashes.size());
        }
        byte[] bytes = new byte[width * Digest.LENGTH_BYTES];
        for (int i = 0; i < width; i++) {
            hashes.get(i).copyTo(bytes, i * Digest.LENGTH_BYTES);
        }
        return bytes;
    }

    /**
     * Reads the tile's content.
     *
     * @throws MalformedException when the length is not 32 bytes per hash
     */
    public List<Digest> decode(byte[] bytes) {
        return decode(bytes, 0, width);
    }

    /**
     * Reads some of the tile's content: {@code count} hashes from {@code first} on.
     *
     * @throws MalformedException when the length is not 32 bytes per hash
     */
    public List<Digest> decode(byte[] bytes, int first, int count) {
        if (bytes.length != width * Digest.LENGTH_BYTES) {
            throw new MalformedException(
                    "length of " + path(), width * Digest.LENGTH_BYTES + " bytes", bytes.length);
        }
        Objects.checkFromIndexSize(first, count, width);
        List<Digest> hashes = new ArrayList<>(count);
        for (int i = first; i < first + count; i++) {
            hashes.add(Digest.at(bytes, i * Digest.LENGTH_BYTES));
        }
        return List.copyOf(hashes);
    }
}
