package dev.goldthread.core.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs that this project did not write: Sigstore's, where their samples lie beside the project. */
class ForeignSamplesTest {

    private Path samples = Path.of("");

    @BeforeEach
    void findSamples() {
        Optional<Path> found = SharedFiles.find("samples/sigstore");
        assumeTrue(found.isPresent(), "the Sigstore samples are not here");
        samples = found.get();
    }

    @Test
    void refusesEveryMalformedCheckpoint() throws IOException {
        List<Path> files = files("samples__checkpoints__error_");
        assertThat(files).hasSizeGreaterThanOrEqualTo(4);
        for (Path file : files) {
            byte[] note = Files.readAllBytes(file);
            assertThatThrownBy(() -> Checkpoint.parse(SignedNote.parse(note).text()))
                    .as("%s", file.getFileName())
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void readsEveryGenuineCheckpointAndWritesItBack() throws IOException {
        List<String> notes = foreignNotes();
        assertThat(notes).hasSizeGreaterThan(5);
        int withoutExtensions = 0;
        for (String text : notes) {
            SignedNote note = SignedNote.parse(text.getBytes(UTF_8));
            assertThat(note.toBytes()).isEqualTo(text.getBytes(UTF_8));
            if (note.text().lines().count() == 3) {
                Checkpoint checkpoint = Checkpoint.parse(note.text());
                assertThat(checkpoint.text()).isEqualTo(note.text());
                withoutExtensions++;
            } else {
                assertThatThrownBy(() -> Checkpoint.parse(note.text()))
                        .hasMessageContaining("no extension lines");
            }
        }
        assertThat(withoutExtensions).isGreaterThan(5);
    }

    @Test
    void verifiesEveryForeignInclusionProof() throws IOException {
        int verified = 0;
        for (JsonNode entry : transparencyEntries()) {
            JsonNode proof = entry.get("inclusionProof");
            byte[] body = Base64.getDecoder().decode(entry.get("canonicalizedBody").asText());
            Digest root = digest(proof.get("rootHash").asText());
            long seq = proof.get("logIndex").asLong();
            long size = proof.get("treeSize").asLong();
            List<Digest> path =
                    GoldenVectors.list(proof.get("hashes")).stream()
                            .map(hash -> digest(hash.asText()))
                            .toList();
            if (!ProofVerifier.verifyInclusion(Merkle.leaf(body), seq, size, path, root)) {
                continue;
            }
            verified++;
            assertThat(ProofVerifier.verifyInclusion(Merkle.leaf(body), seq + 1, size, path, root))
                    .isFalse();
            assertThat(
                            ProofVerifier.verifyInclusion(
                                    Merkle.leaf(body),
                                    seq,
                                    size,
                                    path.subList(1, path.size()),
                                    root))
                    .isFalse();
        }
        assertThat(verified).isGreaterThan(5);
    }

    /** A published key and its log id, which is the uncut hash that note key ids are cut from. */
    @Test
    void derivesTheKeyIdsThatOthersPublish() throws IOException {
        int compared = 0;
        for (Path file : files("trustroot__")) {
            for (JsonNode log : new ObjectMapper().readTree(file.toFile()).get("tlogs")) {
                if (!log.at("/publicKey/keyDetails").asText().equals("PKIX_ED25519")) {
                    continue;
                }
                byte[] x509 = Base64.getDecoder().decode(log.at("/publicKey/rawBytes").asText());
                byte[] raw = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
                KeyName name = new KeyName(log.get("baseUrl").asText().replace("https://", ""));
                VerifierKey key =
                        new VerifierKey(name, SignatureType.ED25519, Ed25519PublicKey.of(raw));
                byte[] logId = Base64.getDecoder().decode(log.at("/logId/keyId").asText());
                assertThat(key.keyId()).isEqualTo(ByteBuffer.wrap(logId).getInt());
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> list = Files.list(samples)) {
            return list.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private List<String> foreignNotes() throws IOException {
        return transparencyEntries().stream()
                .map(entry -> entry.at("/inclusionProof/checkpoint/envelope").asText())
                .filter(note -> !note.isEmpty())
                .toList();
    }

    private List<JsonNode> transparencyEntries() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (Path file : files("samples__bundles__")) {
            for (JsonNode entries :
                    new ObjectMapper().readTree(file.toFile()).findValues("tlogEntries")) {
                all.addAll(GoldenVectors.list(entries));
            }
        }
        return all.stream().filter(entry -> entry.hasNonNull("inclusionProof")).toList();
    }

    private static Digest digest(String base64) {
        return Digest.of(Base64.getDecoder().decode(base64));
    }
}
