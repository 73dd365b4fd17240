package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.NodeSource;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.core.seal.TileNodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transparency log of one product as a lease sees it: what is published of it, and what proofs
 * are made from. Leaves are hashed from their seals, higher tiles are read; a proof touches one or
 * two tiles of each level, whatever the log's size. Usable until the lease ends, by one thread.
 *
 * @see GraphReader#log
 */
public final class LogView {

    private final LogReader rows;
    private final Product product;
    private final long size;

    LogView(LogReader rows, Product product, long size) {
        this.rows = rows;
        this.product = product;
        this.size = size;
    }

    /** Number of entries applied. */
    public long size() {
        return size;
    }

    /** The tile's content (C2SP tlog-tiles, "Merkle Tree"); empty when the log is not that long. */
    public Optional<byte[]> tile(Tile tile) {
        return kept(tile).map(byte[]::clone);
    }

    /** A later look may have kept a tile that this one does not have yet. */
    private Optional<byte[]> kept(Tile tile) {
        return has(tile)
                ? rows.database().tileCache().find(product, tile, () -> read(tile))
                : Optional.empty();
    }

    private boolean has(Tile tile) {
        long hashes = size >> (Tile.HEIGHT * tile.level());
        return tile.width() <= hashes && tile.index() <= (hashes - tile.width()) / Tile.WIDTH_FULL;
    }

    private Optional<byte[]> read(Tile tile) {
        List<Digest> hashes =
                rows.hashes(product, tile.level(), tile.index() * Tile.WIDTH_FULL, tile.width());
        return hashes.size() == tile.width() ? Optional.of(tile.encode(hashes)) : Optional.empty();
    }

    /** The bundle's content (log-format, "Tiles"); empty when the log is not that long. */
    public Optional<byte[]> entries(EntryBundle bundle) {
        List<Seal> seals =
                rows.entries(product, bundle.firstSeq(), bundle.width()).stream()
                        .map(LogEntry::seal)
                        .toList();
        return seals.size() == bundle.width()
                ? Optional.of(bundle.encode(seals))
                : Optional.empty();
    }

    /**
     * The hashes of the log's tree when it had this many entries; reads each tile once.
     *
     * @throws IllegalArgumentException unless 0 ≤ {@code treeSize} ≤ {@link #size}
     */
    public NodeSource nodes(long treeSize) {
        if (treeSize < 0 || treeSize > size) {
            throw new IllegalArgumentException(
                    "tree size must be between 0 and the size of log %s, %d, but is %d; ask for a tree that is there"
                            .formatted(product, size, treeSize));
        }
        Map<Tile, Optional<byte[]>> read = new HashMap<>();
        return new TileNodes(treeSize, tile -> read.computeIfAbsent(tile, this::kept));
    }
}
