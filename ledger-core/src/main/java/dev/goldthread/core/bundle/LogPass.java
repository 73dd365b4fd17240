package dev.goldthread.core.bundle;

import dev.goldthread.core.bundle.BundleVerifier.Progress;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.Tile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One pass over a log's files, a bundle of at most 256 entries at a time: leaves from seals, tiles
 * and root from leaves, and every entry by {@link EntryCheck}. Not thread-safe.
 */
final class LogPass {

    private final Checkpoint checkpoint;
    private final Reading files;
    private final Flaws flaws;
    private final KnownRoots roots;
    private final EntryCheck entries;
    private final TileRows rows = new TileRows(this::compare);

    LogPass(
            Origin origin,
            Checkpoint checkpoint,
            Reading files,
            SchemaTexts schemas,
            KnownRoots roots,
            Flaws flaws) {
        this.checkpoint = checkpoint;
        this.files = files;
        this.flaws = flaws;
        this.roots = roots;
        this.entries = new EntryCheck(origin, schemas, flaws);
    }

    /**
     * Runs over all entries that the checkpoint claims.
     *
     * @return how many there were
     */
    long run(Progress progress) {
        try {
            return bundles(progress);
        } catch (IOException e) {
            // Only a sink of tiles could throw it, and ours compares.
            throw new UncheckedIOException(e);
        }
    }

    private long bundles(Progress progress) throws IOException {
        long size = checkpoint.size();
        for (long first = 0; first < size; first += Tile.WIDTH_FULL) {
            int width = (int) Math.min(Tile.WIDTH_FULL, size - first);
            if (!bundle(new EntryBundle(first / Tile.WIDTH_FULL, width))) {
                break;
            }
            progress.checked(first + width, size);
        }
        rows.finish();
        checkRoot();
        roots.finish(size);
        return entries.tree().size();
    }

    /** Answers whether it makes sense to go on. */
    private boolean bundle(EntryBundle place) throws IOException {
        Tile tile = new Tile(0, place.index(), place.width());
        Optional<byte[]> seals = files.exactly(place.path(), place.width() * LogNames.ENTRY_BYTES);
        Optional<List<Digest>> stated = files.hashes(tile);
        if (seals.isPresent()) {
            check(place, seals.get(), stated);
        } else if (stated.isPresent()) {
            for (Digest leaf : stated.get()) {
                entries.skip(leaf);
                grow(leaf);
            }
        }
        return seals.isPresent() || stated.isPresent();
    }

    private void check(EntryBundle place, byte[] bytes, Optional<List<Digest>> stated)
            throws IOException {
        List<byte[]> seals = new ArrayList<>(place.width());
        List<Digest> computed = new ArrayList<>(place.width());
        for (int i = 0; i < place.width(); i++) {
            checkLength(place, i, bytes);
            int at = i * LogNames.ENTRY_BYTES + Short.BYTES;
            byte[] seal = Arrays.copyOfRange(bytes, at, at + Seal.LENGTH_BYTES);
            seals.add(seal);
            computed.add(Merkle.leaf(seal));
        }
        Leaves leaves =
                Leaves.of(computed, stated.orElse(computed), hashes -> isConfirmed(place, hashes));
        try (BodyFile bodies = new BodyFile(LogNames.bodies(place), files, flaws)) {
            for (int i = 0; i < place.width(); i++) {
                Optional<byte[]> body = bodies.next(place.firstSeq() + i);
                entries.check(place, i, seals.get(i), leaves, body);
                grow(leaves.at(i));
            }
            bodies.end(place.firstSeq() + place.width() - 1);
        }
    }

    private void checkLength(EntryBundle place, int i, byte[] bytes) {
        int at = i * LogNames.ENTRY_BYTES;
        int lengthBytes = ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
        if (lengthBytes != Seal.LENGTH_BYTES) {
            flaws.add(
                    place.path(),
                    place.firstSeq() + i,
                    "entry length",
                    Integer.toString(Seal.LENGTH_BYTES),
                    Integer.toString(lengthBytes),
                    "the file was damaged: every entry is a seal");
        }
    }

    private void grow(Digest leaf) throws IOException {
        rows.append(leaf);
        roots.at(entries.tree());
    }

    /** Of a full bundle the tile above holds the root; a partial one leads to the log's root. */
    private boolean isConfirmed(EntryBundle place, List<Digest> hashes) {
        if (place.width() < Tile.WIDTH_FULL) {
            return Leaves.append(entries.tree(), hashes).root().equals(checkpoint.root());
        }
        Tile above = Tile.inTree(1, place.index() / Tile.WIDTH_FULL, checkpoint.size());
        int at = (int) (place.index() % Tile.WIDTH_FULL);
        return files.hashes(above)
                .map(roots -> roots.get(at).equals(Merkle.root(hashes)))
                .orElse(false);
    }

    /** Level 0 was judged with its seals; here the levels above. */
    private void compare(Tile tile, List<Digest> computed) {
        if (tile.level() == 0) {
            return;
        }
        Optional<List<Digest>> stated = files.hashes(tile);
        for (int i = 0; stated.isPresent() && i < tile.width(); i++) {
            if (!stated.get().get(i).equals(computed.get(i))) {
                flaws.add(
                        tile.path(),
                        "hash " + i,
                        computed.get(i).hex(),
                        stated.get().get(i).hex(),
                        "the tile is not the one that the entries below it give");
            }
        }
    }

    private void checkRoot() {
        if (entries.tree().size() < checkpoint.size()) {
            flaws.add(
                    LogNames.CHECKPOINT,
                    "size",
                    Long.toString(checkpoint.size()),
                    Long.toString(entries.tree().size()),
                    "the checkpoint claims more entries than are here: the end was cut off, or the files are not all there");
        } else if (!entries.tree().root().equals(checkpoint.root())) {
            flaws.add(
                    LogNames.CHECKPOINT,
                    "root",
                    checkpoint.root().hex(),
                    entries.tree().root().hex(),
                    "these are not the entries that were signed: history was rewritten");
        }
    }
}
