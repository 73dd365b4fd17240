package dev.goldthread.streams.project;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Tile;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * The tiles that were read last: 256 rows and as many hashes each, and every proof needs the one at
 * the end of the log. A log only grows, so a tile of a width never changes. Thread-safe.
 */
final class TileCache {

    /** A power of two; a tile has 8 kB at most, so some 2 MB of heap for each partition. */
    private static final int KEPT = 256;

    private static final class Kept {
        private final Product product;
        private final Tile tile;
        private final byte[] content;

        Kept(Product product, Tile tile, byte[] content) {
            this.product = product;
            this.tile = tile;
            this.content = content;
        }

        boolean isOf(Product other, Tile wanted) {
            return tile.equals(wanted) && product.equals(other);
        }
    }

    private final AtomicReferenceArray<Kept> kept = new AtomicReferenceArray<>(KEPT);

    /**
     * @param read reads a tile that is not kept
     * @return not to be changed
     */
    Optional<byte[]> find(Product product, Tile tile, Supplier<Optional<byte[]>> read) {
        int slot = slot(product, tile);
        Kept found = kept.get(slot);
        if (found != null && found.isOf(product, tile)) {
            return Optional.of(found.content);
        }
        Optional<byte[]> content = read.get();
        content.ifPresent(bytes -> kept.set(slot, new Kept(product, tile, bytes)));
        return content;
    }

    /** The same for every width of a tile, so that the end of a log pushes itself out. */
    private static int slot(Product product, Tile tile) {
        int hash = 31 * (31 * product.hashCode() + tile.level()) + Long.hashCode(tile.index());
        return (hash ^ (hash >>> 16)) & (KEPT - 1);
    }
}
