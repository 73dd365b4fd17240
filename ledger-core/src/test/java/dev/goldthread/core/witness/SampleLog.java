package dev.goldthread.core.witness;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.util.List;

/** A log of made-up leaves; two with another {@code story} differ from leaf 3 on. */
final class SampleLog {

    static final int FORK = 3;
    static final Origin ORIGIN = Origin.parse("ledger.example.org/infusion-pump");

    private final MerkleTree tree = new MerkleTree();
    private final NoteSigner signer = new NoteSigner(ORIGIN.keyName(), key(1));

    SampleLog(String story, int size) {
        for (int i = 0; i < size; i++) {
            tree.append(Digest.sha256(i < FORK ? "leaf " + i : story + i));
        }
    }

    static Ed25519PrivateKey key(int number) {
        byte[] seed = new byte[Ed25519PrivateKey.SEED_BYTES];
        seed[0] = (byte) number;
        return Ed25519PrivateKey.ofSeed(seed);
    }

    List<VerifierKey> keys() {
        return List.of(signer.verifierKey());
    }

    Digest root(int size) {
        return Proofs.root(tree, size);
    }

    SignedNote note(int size) {
        return signer.sign(new Checkpoint(ORIGIN.text(), size, root(size)));
    }

    List<Digest> proof(int from, int to) {
        return from == 0 ? List.of() : Proofs.consistency(tree, from, to);
    }

    AddCheckpoint request(int from, int to) {
        return AddCheckpoint.of(from, proof(from, to), note(to));
    }
}
