package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.CompactRange;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.core.seal.VerifierKey;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes an exported log: entries in order, then {@link #finish}, which writes the checkpoint last,
 * so that what was broken off has none. Keeps a bundle of seals in memory, never more. Not
 * thread-safe.
 */
public final class LogWriter implements AutoCloseable {

    private final BundleFiles files;
    private final SignedNote note;
    private final Checkpoint checkpoint;
    private final TileRows rows = new TileRows(this::write);
    private final List<Seal> seals = new ArrayList<>();
    private final Set<Digest> schemas = new HashSet<>();
    private CompactRange tree = CompactRange.EMPTY;
    private DataOutputStream bodies = new DataOutputStream(OutputStream.nullOutputStream());

    /**
     * @param note the newest checkpoint, signed; decides how many entries there are to be
     * @throws dev.goldthread.core.seal.MalformedException when its text is no checkpoint
     */
    public LogWriter(BundleFiles files, SignedNote note) {
        this.files = files;
        this.note = note;
        this.checkpoint = Checkpoint.parse(note.text());
    }

    /** How many entries were written. */
    public long size() {
        return tree.size();
    }

    /** How many there are to be. */
    public long sizeExpected() {
        return checkpoint.size();
    }

    /**
     * Whether this text was written already; each is to be written once, before the end.
     *
     * @param hash as a seal names it
     */
    public boolean hasSchema(Digest hash) {
        return schemas.contains(hash);
    }

    public void schema(String text) throws IOException {
        Digest hash = Digest.sha256(text);
        if (schemas.add(hash)) {
            write(LogNames.schema(hash), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Writes the next entry.
     *
     * @throws IllegalStateException when the seal is not the next one, or not of this body
     */
    public void entry(Seal seal, byte[] body) throws IOException {
        long seq = tree.size();
        if (seal.seq() != seq || !seal.body().equals(Digest.sha256(body))) {
            throw new IllegalStateException(
                    "%s, seq %d: the ledger's record has seq %d and %s body; verify the ledger before exporting it"
                            .formatted(
                                    checkpoint.origin(),
                                    seq,
                                    seal.seq(),
                                    seal.seq() == seq ? "another" : "its"));
        }
        EntryBundle place = place(seq);
        if (seals.isEmpty()) {
            bodies =
                    new DataOutputStream(
                            new BufferedOutputStream(files.create(LogNames.bodies(place)), 65536));
        }
        bodies.writeInt(body.length);
        bodies.write(body);
        seals.add(seal);
        Digest leaf = seal.leaf();
        tree = tree.append(leaf);
        rows.append(leaf);
        if (seals.size() == place.width()) {
            bodies.close();
            write(place.path(), place.encode(seals));
            seals.clear();
        }
    }

    private EntryBundle place(long seq) {
        long first = seq - seq % Tile.WIDTH_FULL;
        if (seq >= checkpoint.size()) {
            throw new IllegalStateException(
                    "%s: the checkpoint claims %d entries; one more cannot be written"
                            .formatted(checkpoint.origin(), checkpoint.size()));
        }
        return new EntryBundle(
                first / Tile.WIDTH_FULL,
                (int) Math.min(Tile.WIDTH_FULL, checkpoint.size() - first));
    }

    /** Writes an earlier checkpoint, with whatever signatures it got. */
    public void earlier(SignedNote earlier) throws IOException {
        write(LogNames.earlier(Checkpoint.parse(earlier.text()).size()), earlier.toBytes());
    }

    /**
     * Writes a time stamp response.
     *
     * @param stamped SHA-256 of the note with the log's own signature alone
     * @param response RFC 3161 TimeStampResp, DER
     */
    public void timestamp(Digest stamped, byte[] response) throws IOException {
        write(LogNames.timestamp(stamped), response);
    }

    /**
     * Writes keys, explanation and checkpoint.
     *
     * @param keys of this log, oldest first
     * @throws IllegalStateException when the entries are not those that were signed
     */
    public void finish(List<VerifierKey> keys) throws IOException {
        if (tree.size() != checkpoint.size() || !tree.root().equals(checkpoint.root())) {
            throw new IllegalStateException(
                    "%s: the checkpoint is over %d entries with root %s, but the ledger gave %d with root %s; verify the ledger, and keep the checkpoint as evidence"
                            .formatted(
                                    checkpoint.origin(),
                                    checkpoint.size(),
                                    checkpoint.root(),
                                    tree.size(),
                                    tree.root()));
        }
        rows.finish();
        write(LogNames.KEYS, KeyLines.text(keys));
        write(LogNames.README, Explanation.ofLog(checkpoint).getBytes(StandardCharsets.UTF_8));
        write(LogNames.CHECKPOINT, note.toBytes());
    }

    private void write(Tile tile, List<Digest> hashes) throws IOException {
        write(tile.path(), tile.encode(hashes));
    }

    private void write(String name, byte[] content) throws IOException {
        try (OutputStream out = files.create(name)) {
            out.write(content);
        }
    }

    /** Closes what a broken-off writing left open. */
    @Override
    public void close() throws IOException {
        bodies.close();
    }
}
