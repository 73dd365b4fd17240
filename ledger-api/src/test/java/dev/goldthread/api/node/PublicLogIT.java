package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.monitor.Monitor;
import dev.goldthread.api.monitor.MonitorReport;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.ProofVerifier;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.core.seal.TlogProof;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.keys.KeyFolder;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A product's log as outsiders see it: no token, and only what core.seal verifies is believed. */
class PublicLogIT {

    private static final int ENTRIES = 300;
    private static final Origin ORIGIN = new Origin(NodeOptions.NAME_DEFAULT, new Product("pump"));

    private static Node node;
    private static LedgerHttp http;
    private static VerifierKey key;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        node =
                Node.start(
                        NodeOptions.embedded(data).withPort(0).withPublicLog(),
                        NodeListener.SILENT);
        http = LedgerHttp.warmedUp(node);
        key = new KeyFolder(data).book().orElseThrow().current().verifierKey(ORIGIN);
        String events =
                IntStream.range(0, ENTRIES)
                        .mapToObj(
                                n ->
                                        Events.requirement(
                                                "pump", "e-" + n, "REQ-" + n, "Stop at " + n))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(http.post(events).status()).isEqualTo(200);
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (checkpoint().size() < ENTRIES) {
            assertThat(System.nanoTime()).as("%d are signed", ENTRIES).isLessThan(deadline);
        }
    }

    @AfterAll
    static void stop() {
        http.close();
        node.close();
    }

    private static HttpResponse<byte[]> fetch(String path) throws Exception {
        return http.client().send(http.anonymous(path).GET().build(), BodyHandlers.ofByteArray());
    }

    private static Digest root(List<Digest> leaves) {
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::append);
        return tree.root();
    }

    private static Checkpoint checkpoint() throws Exception {
        HttpResponse<byte[]> answer = fetch("/log/pump/checkpoint");
        if (answer.statusCode() != 200) {
            return new Checkpoint(ORIGIN.text(), 0, Merkle.EMPTY_ROOT);
        }
        SignedNote note = SignedNote.parse(answer.body());
        assertThat(note.verifiedBy(key)).isTrue();
        return Checkpoint.parse(note.text());
    }

    @Test
    void tilesAndEntriesGiveTheSignedRoot() throws Exception {
        Checkpoint signed = checkpoint();
        List<Digest> leaves = new ArrayList<>();
        for (String path : List.of("tile/0/000", "tile/0/001.p/44")) {
            HttpResponse<byte[]> answer = fetch("/log/pump/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                    .contains("immutable");
            leaves.addAll(Tile.parsePath(path).decode(answer.body()));
        }
        assertThat(signed.size()).isEqualTo(ENTRIES);
        assertThat(root(leaves)).isEqualTo(signed.root());

        List<Seal> seals = new ArrayList<>();
        for (String path : List.of("tile/entries/000", "tile/entries/001.p/44")) {
            seals.addAll(EntryBundle.parsePath(path).decode(fetch("/log/pump/" + path).body()));
        }
        assertThat(seals.stream().map(Seal::leaf).toList()).isEqualTo(leaves);
    }

    /** C2SP tlog-tiles: types, what may be kept for ever, and paths above a thousand tiles. */
    @Test
    void answersAreOfTheFormOfTlogTiles() throws Exception {
        HttpHeaders note = fetch("/log/pump/checkpoint").headers();
        assertThat(note.firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(note.firstValue("Cache-Control")).contains("no-cache");
        for (String path : List.of("tile/0/000", "tile/1/000.p/1", "tile/entries/001.p/44")) {
            HttpHeaders tile = fetch("/log/pump/" + path).headers();
            assertThat(tile.firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(tile.firstValue("Cache-Control"))
                    .contains("public, max-age=31536000, immutable");
        }
        assertThat(fetch("/log/pump/tile/0/x001/000").statusCode()).isEqualTo(404);
        assertThat(fetch("/log/pump/tile/0/x000/001").statusCode()).isEqualTo(400);
    }

    @Test
    void tilesBehindTheCheckpointAreNotThere() throws Exception {
        assertThat(fetch("/log/pump/tile/0/001").statusCode()).isEqualTo(404);
        assertThat(fetch("/log/pump/tile/0/001.p/200").statusCode()).isEqualTo(404);
        assertThat(fetch("/log/pump/tile/1/000.p/2").statusCode()).isEqualTo(404);
        assertThat(fetch("/log/pump/tile/entries/002.p/1").statusCode()).isEqualTo(404);
        assertThat(fetch("/log/pump/tile/zero/000").statusCode()).isEqualTo(400);
        assertThat(fetch("/log/nobody/checkpoint").statusCode()).isEqualTo(404);
    }

    @Test
    void anEventIsProvenAsTextAndAsJson() throws Exception {
        HttpResponse<byte[]> text =
                http.client()
                        .send(
                                http.anonymous("/v1/products/pump/events/e-257/proof")
                                        .header("Accept", "text/plain")
                                        .GET()
                                        .build(),
                                BodyHandlers.ofByteArray());
        assertThat(text.statusCode()).isEqualTo(200);
        TlogProof proof = TlogProof.parse(text.body());
        Checkpoint signed = Checkpoint.parse(proof.checkpoint().text());
        assertThat(proof.checkpoint().verifiedBy(key)).isTrue();

        JsonNode json =
                LedgerHttp.JSON.readTree(fetch("/v1/products/pump/events/e-257/proof").body());
        Digest leaf = Digest.parseHex(json.get("leaf").asText());
        assertThat(json.get("seq").asLong()).isEqualTo(257);
        assertThat(
                        ProofVerifier.verifyInclusion(
                                leaf, proof.index(), signed.size(), proof.path(), signed.root()))
                .isTrue();
        assertThat(fetch("/v1/products/pump/events/e-999/proof").statusCode()).isEqualTo(404);
    }

    @Test
    void oneSizeIsTheBeginningOfAnother() throws Exception {
        Checkpoint signed = checkpoint();
        JsonNode json =
                LedgerHttp.JSON.readTree(
                        fetch("/v1/products/pump/consistency?from=256&to=300").body());
        List<Digest> path = new ArrayList<>();
        json.get("path").forEach(hash -> path.add(Digest.parseHex(hash.asText())));
        Digest first =
                root(Tile.parsePath("tile/0/000").decode(fetch("/log/pump/tile/0/000").body()));

        assertThat(ProofVerifier.verifyConsistency(256, first, 300, signed.root(), path)).isTrue();
        assertThat(fetch("/v1/products/pump/consistency?from=300&to=256").statusCode())
                .isEqualTo(400);
        assertThat(fetch("/v1/products/pump/consistency?from=1&to=301").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theMonitorReadsIt() {
        URI place = URI.create(node.url() + "/log/pump");

        MonitorReport report =
                new Monitor(ORIGIN.text(), List.of(key))
                        .look(List.of(place, place), Optional.empty());

        assertThat(report.isBad()).as(report.toString()).isFalse();
        assertThat(report.largest().orElseThrow().checkpoint().size()).isEqualTo(ENTRIES);
    }

    @Test
    void bodiesStayClosed() throws Exception {
        HttpResponse<byte[]> answer = fetch("/v1/products/pump/event?id=e-1");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("token");
    }

    @Test
    void aLogIsClosedUnlessItWasOpened(@TempDir Path data) throws Exception {
        try (Node closed = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
                LedgerHttp caller = LedgerHttp.of(closed)) {
            Answer anonymous = caller.send(caller.anonymous("/log/pump/checkpoint").GET());
            Answer reader = caller.get("/log/pump/checkpoint");

            assertThat(anonymous.status()).isEqualTo(401);
            assertThat(reader.status()).isEqualTo(404);
            assertThat(reader.body()).contains("--public-log");
        }
    }
}
