package dev.goldthread.api.verifier;

import dev.goldthread.core.bundle.EventBundle;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.core.seal.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** An exported event without a ledger. */
final class EventFixture {

    static final NoteSigner SIGNER =
            new NoteSigner(
                    Origin.parse("ledger.example.org/pump").keyName(),
                    Ed25519PrivateKey.ofSeed(new byte[Ed25519PrivateKey.SEED_BYTES]));

    private EventFixture() {}

    /** Writes entry {@code seq} of a log of {@code size} entries. */
    static void write(Path folder, int seq, int size) throws IOException {
        MerkleTree tree = new MerkleTree();
        LogHead head = LogHead.EMPTY;
        byte[] body = body();
        Optional<Sealed> wanted = Optional.empty();
        for (int i = 0; i < size; i++) {
            Digest content = i == seq ? Digest.sha256(body) : Digest.sha256("event " + i);
            Sealed sealed = Chain.seal(head, 1_780_000_000_000_000L + i, EventSchema.HASH, content);
            tree.append(sealed.leaf());
            wanted = i == seq ? Optional.of(sealed) : wanted;
            head = sealed.next();
        }
        String origin = SIGNER.verifierKey().name().text();
        new EventBundle(
                        new Bytes(body),
                        wanted.orElseThrow().seal(),
                        EventSchema.TEXT,
                        new TlogProof(
                                seq,
                                Proofs.inclusion(tree, seq, size),
                                SIGNER.sign(new Checkpoint(origin, size, tree.root()))),
                        SIGNER.verifierKey())
                .write(new FolderFiles(folder));
    }

    private static byte[] body() {
        String json =
                """
                {"id":"commit-1","product":"pump","type":"commit.pushed",
                 "occurredAt":"2026-03-01T10:00:00Z","actor":{"kind":"SYSTEM","id":"ci"},
                 "source":{"uri":"urn:git:pump","tool":"git"},
                 "subject":{"type":"Commit","id":"4b825dc642cb6eb9a060e54bf8d69288fbee4904"},
                 "data":{"repository":"pump","summary":"First","signatureState":"UNSIGNED"}}
                """;
        Admission admission =
                new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]))
                        .admit(
                                json.getBytes(StandardCharsets.UTF_8),
                                new Submission("test", "test", Optional.empty()),
                                Instant.parse("2026-03-02T10:00:00Z"));
        if (admission instanceof Admission.Accepted accepted) {
            return accepted.body().toBytes();
        }
        throw new AssertionError(admission);
    }
}
