package dev.goldthread.api.witness;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.core.witness.AddCheckpoint;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A log of made-up leaves that grows; two of one product with another story differ from leaf {@link
 * #FORK} on, and are signed with one key. Safe for any thread.
 */
public final class SampleLog {

    public static final int FORK = 300;

    private final String story;
    private final Origin origin;
    private final MerkleTree tree = new MerkleTree();
    private final NoteSigner signer;

    public SampleLog(String product, String story, int size) {
        this.story = story;
        this.origin = Origin.parse("ledger.example.org/" + product);
        this.signer = new NoteSigner(origin.keyName(), key(1));
        grow(size);
    }

    public static Ed25519PrivateKey key(int number) {
        byte[] seed = new byte[Ed25519PrivateKey.SEED_BYTES];
        seed[0] = (byte) number;
        return Ed25519PrivateKey.ofSeed(seed);
    }

    public synchronized void grow(int size) {
        for (long i = tree.size(); i < size; i++) {
            tree.append(Digest.sha256(i < FORK ? "leaf " + i : story + i));
        }
    }

    public Origin origin() {
        return origin;
    }

    public VerifierKey key() {
        return signer.verifierKey();
    }

    public synchronized long size() {
        return tree.size();
    }

    public synchronized SignedNote note(long size) {
        return signer.sign(new Checkpoint(origin.text(), size, Proofs.root(tree, size)));
    }

    public synchronized List<Digest> proof(long from, long to) {
        return Proofs.consistency(tree, from, to);
    }

    public AddCheckpoint request(long from, long to) {
        return AddCheckpoint.of(from, from == 0 ? List.of() : proof(from, to), note(to));
    }

    public synchronized byte[] tile(Tile tile) {
        return tile.encode(
                LongStream.range(0, tile.width())
                        .mapToObj(
                                i ->
                                        tree.node(
                                                tile.level() * Tile.HEIGHT,
                                                tile.index() * Tile.WIDTH_FULL + i))
                        .toList());
    }
}
