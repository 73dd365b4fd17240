package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints and their keys as a user meets them: from the first start over a rotation. */
@DisabledOnOs(OS.WINDOWS)
class KeysIT extends CommandsBesideALedger {

    @TempDir private Path root;
    private String url = "http://127.0.0.1:1";

    @Test
    void checkpointsAreSignedByTheKeyInUseAndARotationHandsEveryLogOver() throws Exception {
        SignedNote before;
        VerifierKey old;
        try (Node node = start()) {
            emit("pump", "e-1");
            emit("monitor", "e-1");
            old = verifierKey("pump");
            before = awaitCheckpoint("pump", 1, old);
            awaitCheckpoint("monitor", 1, verifierKey("monitor"));
            assertThat(run("products")).as(err).isZero();
            assertThat(out).contains("size 1 at 20");
            assertThat(run("checkpoint", "nothing")).isEqualTo(1);
            assertThat(err).contains("there is no product nothing");

            assertThat(run("keys", "rotate")).as(err).isZero();
            assertThat(out).contains("2 logs handed over");
            VerifierKey next = verifierKey("pump");
            assertThat(next).isNotEqualTo(old);
            // The event of the rotation is the log's second; both keys signed it.
            awaitCheckpoint("pump", 2, next);
            emit("pump", "e-2");
            assertThat(awaitCheckpoint("pump", 3, next).verifiedBy(old)).isFalse();
            emit("valve", "e-1"); // a log that the old key never signed
            awaitCheckpoint("valve", 1, verifierKey("valve"));

            JsonNode event =
                    LedgerClient.JSON.readTree(okay("event", "monitor", eventId(), "-o", "json"));
            assertThat(event.at("/seal/seq").asLong()).isEqualTo(1);
            assertThat(event.at("/event/type").asText()).isEqualTo("key.rotated");
            assertThat(event.at("/event/submission/principal").asText()).isEqualTo("operator");
        }
        assertThat(before.verifiedBy(old)).isTrue(); // what was signed stays signed
        assertThat(okay("keys", "export-verifier", "--all", "pump").lines())
                .containsExactly(old.text(), verifierKey("pump").text());
        JsonNode keys = LedgerClient.JSON.readTree(okay("keys", "list", "-o", "json")).get("keys");
        assertThat(keys).hasSize(2);
        assertThat(keys.get(1).at("/fromSizes/pump").asLong()).isEqualTo(2);
        assertThat(keys.get(1).at("/fromSizes/valve").isMissingNode()).isTrue();
        assertThat(okay("keys", "list")).contains("retired").contains("in use");

        try (Node node = start()) {
            emit("pump", "e-3");
            awaitCheckpoint("pump", 4, verifierKey("pump"));
            assertThat(run("keys", "rotate")).as(err).isZero(); // and once more
            awaitCheckpoint("pump", 5, verifierKey("pump"));
        }
    }

    @Test
    void aKeyThatOthersCanReadKeepsTheLedgerFromStarting() throws Exception {
        try (Node node = start()) {
            assertThat(node.failure()).isEmpty();
        }
        Path key = data().resolve("keys/checkpoint.p8");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(run("serve", "--data", data().toString(), "--port", "0")).isEqualTo(1);
        assertThat(err).contains(key.toString()).contains("rw-r--r--").contains("chmod 600");

        // Nor does a lost folder of keys begin a second identity.
        Files.delete(key);
        assertThat(run("serve", "--data", data().toString(), "--port", "0")).isEqualTo(1);
        assertThat(err).contains("must be readable by this user");
    }

    /** As the second key's event is called. */
    private String eventId() throws Exception {
        JsonNode keys = LedgerClient.JSON.readTree(okay("keys", "list", "-o", "json")).get("keys");
        String fingerprint = keys.get(1).get("fingerprint").asText();
        return "checkpoint-key-" + fingerprint.substring(7, 23);
    }

    @Override
    Path data() {
        return root.resolve("data");
    }

    private Node start() {
        Node node = Node.start(NodeOptions.embedded(data()).withPort(0), NodeListener.SILENT);
        url = node.url().toString();
        return node;
    }

    private VerifierKey verifierKey(String product) {
        return VerifierKey.parse(okay("keys", "export-verifier", product).strip());
    }

    private SignedNote awaitCheckpoint(String product, long size, VerifierKey key) {
        long deadline = System.nanoTime() + 180_000_000_000L;
        while (true) {
            if (run("checkpoint", product) == 0) {
                SignedNote note = SignedNote.parse(out.getBytes(StandardCharsets.UTF_8));
                if (Checkpoint.parse(note.text()).size() == size && note.verifiedBy(key)) {
                    return note;
                }
            }
            assertThat(System.nanoTime()).as("%s%n%s", out, err).isLessThan(deadline);
        }
    }

    private void emit(String product, String id) {
        String event =
                """
                {"id":"%s","product":"%s","type":"requirement.recorded","occurredAt":"2026-01-06T09:00:00Z",\
                "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://tracker.example.org","tool":"jira"},\
                "subject":{"type":"Requirement","id":"REQ-%s"},\
                "data":{"revision":"1","title":"Stop","level":"SOFTWARE"}}"""
                        .formatted(id, product, id);
        assertThat(run(event, List.of("emit", "-f", "-", "--wait", "30"))).as(err).isZero();
    }

    private String okay(String... arguments) {
        assertThat(run(arguments)).as(err).isZero();
        return out;
    }

    @Override
    String address() {
        return url;
    }
}
