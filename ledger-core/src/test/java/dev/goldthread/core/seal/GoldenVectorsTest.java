package dev.goldthread.core.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every byte of the golden vectors is reproduced, and every proof in them verifies. */
class GoldenVectorsTest {

    private final JsonNode vectors = GoldenVectors.read();

    @Test
    void fixtureIsTheSharedFile() throws IOException {
        Optional<Path> shared = SharedFiles.find("vectors/" + GoldenVectors.FILE);
        assumeTrue(shared.isPresent(), "the shared vectors are not here");
        assertThat(GoldenVectors.bytes()).isEqualTo(Files.readAllBytes(shared.get()));
    }

    @Test
    void sealsEveryEntryToTheByte() {
        LogHead head = LogHead.EMPTY;
        CompactRange tree = CompactRange.EMPTY;
        assertThat(tree.root()).isEqualTo(GoldenVectors.digest(vectors, "empty_root"));
        for (JsonNode entry : GoldenVectors.entries()) {
            Sealed sealed =
                    Chain.seal(
                            head,
                            entry.get("sealed_at_us").asLong(),
                            GoldenVectors.digest(entry, "schema_sha256"),
                            Digest.sha256(GoldenVectors.hex(entry, "body")));
            tree = tree.append(sealed.leaf());

            byte[] bytes = GoldenVectors.hex(entry, "seal");
            assertThat(sealed.seal().toBytes()).isEqualTo(bytes);
            assertThat(Seal.parse(bytes)).isEqualTo(sealed.seal());
            assertThat(sealed.seal().seq()).isEqualTo(entry.get("seq").asLong());
            assertThat(sealed.leaf()).isEqualTo(GoldenVectors.digest(entry, "leaf"));
            assertThat(tree.root()).isEqualTo(GoldenVectors.digest(entry, "root_after"));
            head = sealed.next();
        }
        assertThat(head.size()).isEqualTo(GoldenVectors.entries().size());
    }

    @Test
    void makesAndVerifiesEveryInclusionProof() {
        MerkleTree tree = GoldenVectors.tree();
        List<JsonNode> proofs = GoldenVectors.list(vectors.get("inclusion"));
        assertThat(proofs).isNotEmpty();
        for (JsonNode proof : proofs) {
            long seq = proof.get("seq").asLong();
            long size = proof.get("size").asLong();
            List<Digest> path = GoldenVectors.path(proof);
            Digest leaf = GoldenVectors.digest(GoldenVectors.entries().get((int) seq), "leaf");

            assertThat(Proofs.inclusion(tree, seq, size)).isEqualTo(path);
            assertThat(
                            ProofVerifier.verifyInclusion(
                                    leaf, seq, size, path, GoldenVectors.root(size)))
                    .isTrue();
        }
    }

    @Test
    void makesAndVerifiesEveryConsistencyProof() {
        MerkleTree tree = GoldenVectors.tree();
        List<JsonNode> proofs = GoldenVectors.list(vectors.get("consistency"));
        assertThat(proofs).isNotEmpty();
        for (JsonNode proof : proofs) {
            long from = proof.get("from").asLong();
            long to = proof.get("to").asLong();
            List<Digest> path = GoldenVectors.path(proof);

            assertThat(Proofs.consistency(tree, from, to)).isEqualTo(path);
            assertThat(
                            ProofVerifier.verifyConsistency(
                                    from,
                                    GoldenVectors.root(from),
                                    to,
                                    GoldenVectors.root(to),
                                    path))
                    .isTrue();
        }
    }

    @Test
    void derivesTheVerifierKey() {
        String text = vectors.get("verifier_key").asText();
        assertThat(GoldenVectors.signer().verifierKey().text()).isEqualTo(text);
        assertThat(VerifierKey.parse(text)).isEqualTo(GoldenVectors.signer().verifierKey());
    }

    @Test
    void signsTheCheckpointToTheByte() {
        byte[] note = vectors.get("checkpoint").asText().getBytes(UTF_8);
        CompactRange tree = CompactRange.EMPTY;
        for (JsonNode entry : GoldenVectors.entries()) {
            tree = tree.append(GoldenVectors.digest(entry, "leaf"));
        }
        Checkpoint checkpoint = Checkpoint.of(GoldenVectors.origin(), tree);

        assertThat(GoldenVectors.signer().sign(checkpoint).toBytes()).isEqualTo(note);
        assertThat(
                        CheckpointVerdict.of(
                                note,
                                GoldenVectors.origin(),
                                VerifierKey.parse(vectors.get("verifier_key").asText())))
                .isEqualTo(new CheckpointVerdict.Trusted(checkpoint, SignedNote.parse(note)));
    }

    @Test
    void verifiesTheWholeLogAgainstItsCheckpoint() {
        ChainVerifier verifier = ChainVerifier.fromStart(GoldenVectors.origin());
        SignedNote note = SignedNote.parse(vectors.get("checkpoint").asText().getBytes(UTF_8));
        verifier.expect(Checkpoint.parse(note.text()));
        for (JsonNode entry : GoldenVectors.entries()) {
            verifier.accept(
                    GoldenVectors.hex(entry, "seal"),
                    GoldenVectors.hex(entry, "leaf"),
                    Optional.of(GoldenVectors.digest(entry, "schema_sha256")),
                    GoldenVectors.hex(entry, "body"));
        }
        assertThat(verifier.finish()).isInstanceOf(ChainVerdict.Intact.class);
        assertThat(verifier.tree().size()).isEqualTo(GoldenVectors.entries().size());
    }
}
