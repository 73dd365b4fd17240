package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A tree's nodes taken from its tiles, so that proofs can be made from what is published (C2SP
 * tlog-tiles, "Merkle Tree"). A tile holds every eighth level; the levels between are hashed from
 * it. Reads the tile anew for each node; wrap {@code tiles} in a cache where that is slow.
 *
 * @param size number of leaves of the tree, ≥ 0
 * @param tiles gives a tile's content, or nothing when it is not there
 */
public record TileNodes(long size, Function<Tile, Optional<byte[]>> tiles) implements NodeSource {

    private static final int LEVEL_MAX = 62;

    @Override
    public Digest node(int level, long index) {
        if (level < 0 || level > LEVEL_MAX || index < 0 || index >= size >> level) {
            throw new NoSuchElementException(
                    "a tree of %d leaves has no complete subtree at level %d, index %d"
                            .formatted(size, level, index));
        }
        int heightInTile = level % Tile.HEIGHT;
        long firstHash = index << heightInTile;
        Tile tile = Tile.inTree(level / Tile.HEIGHT, firstHash / Tile.WIDTH_FULL, size);
        byte[] content =
                tiles.apply(tile)
                        .orElseThrow(
                                () ->
                                        new NoSuchElementException(
                                                "%s is missing; build the log's tiles again from its records"
                                                        .formatted(tile.path())));
        int from = (int) (firstHash % Tile.WIDTH_FULL);
        return Merkle.root(tile.decode(content, from, 1 << heightInTile));
    }
}
