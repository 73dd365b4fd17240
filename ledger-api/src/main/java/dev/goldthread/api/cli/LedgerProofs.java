package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.audit.CheckpointVerifier.ProofSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Consistency proofs from a running ledger. Its projection may be a moment behind its checkpoints,
 * so a tree it does not have yet is asked for again for a while.
 */
final class LedgerProofs implements ProofSource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LedgerClient client;

    LedgerProofs(LedgerClient client) {
        this.client = client;
    }

    @Override
    public Optional<List<Digest>> consistency(Product product, long from, long to) {
        String path =
                "/v1/products/%s/consistency?from=%d&to=%d"
                        .formatted(LedgerClient.encode(product.name()), from, to);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<JsonNode> answer = client.find(path);
        while (answer.isEmpty() && System.nanoTime() < deadline) {
            pause();
            answer = client.find(path);
        }
        return answer.map(LedgerProofs::path);
    }

    private static List<Digest> path(JsonNode answer) {
        List<Digest> path = new ArrayList<>();
        try {
            answer.path("path").forEach(hash -> path.add(Digest.parseHex(hash.asText())));
        } catch (IllegalArgumentException e) {
            throw CliException.error(
                    "the ledger's consistency proof holds what is no hash: " + e.getMessage());
        }
        return path;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.error("interrupted while waiting for a proof");
        }
    }
}
