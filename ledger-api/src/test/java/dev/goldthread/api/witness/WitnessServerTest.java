package dev.goldthread.api.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.outbound.Answer;
import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.witness.AddCheckpoint;
import dev.goldthread.core.witness.WitnessReply;
import dev.goldthread.streams.embedded.DataFolderInUseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessServerTest {

    private static final SampleLog PUMP = new SampleLog("pump", "a", 600);
    private static final SampleLog FORK = new SampleLog("pump", "b", 600);
    private static final SampleLog STRANGER = new SampleLog("stranger", "a", 9);

    @TempDir Path root;
    private WitnessServer server;

    @BeforeEach
    void start() throws IOException {
        server = WitnessServer.start(options(1000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WitnessOptions options(int perSecond) {
        return new WitnessOptions(
                root.resolve("w"),
                "127.0.0.1",
                0,
                Optional.of(new KeyName("witness.example.com/w1")),
                List.of(new WatchedLog(PUMP.origin().text(), List.of(PUMP.key()))),
                perSecond);
    }

    private Answer post(byte[] body) throws IOException {
        return Outbound.DEFAULT.post(
                URI.create(server.address() + "/add-checkpoint"), "text/plain", body, 1 << 16);
    }

    private Answer post(AddCheckpoint request) throws IOException {
        return post(request.toBytes());
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    private void restart() throws IOException {
        server.close();
        server = WitnessServer.start(options(1000));
    }

    @Test
    void cosignsWhatGoesOn() throws IOException {
        Answer first = post(PUMP.request(0, 10));
        assertThat(first.status()).isEqualTo(200);
        List<NoteSignature> lines =
                ((WitnessReply.Cosignatures) WitnessReply.parse(200, "", first.body())).lines();
        SignedNote cosigned = new SignedNote(PUMP.note(10).text(), lines);
        assertThat(cosigned.verifiedBy(server.verifierKey())).isTrue();
        assertThat(server.verifierKey().text()).startsWith("witness.example.com/w1+");

        assertThat(post(PUMP.request(10, 10)).status())
                .as("again, with a newer time")
                .isEqualTo(200);
        assertThat(post(PUMP.request(10, 599)).status()).isEqualTo(200);
    }

    @Test
    void answersEverythingElseWithTheStatusOfTheProtocol() throws IOException {
        post(PUMP.request(0, 400));
        Answer conflict = post(PUMP.request(0, 500));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.contentType()).isEqualTo("text/x.tlog.size");
        assertThat(text(conflict)).isEqualTo("400\n");
        assertThat(post(PUMP.request(300, 390)).status()).as("a smaller tree").isEqualTo(409);
        assertThat(text(post(FORK.request(400, 400)))).as("another root").isEqualTo("400\n");
        assertThat(post(FORK.request(400, 500)).status()).isEqualTo(422);
        assertThat(post(AddCheckpoint.of(400, List.of(), PUMP.note(399))).status()).isEqualTo(400);
        assertThat(post(STRANGER.request(0, 9)).status()).isEqualTo(404);
        SignedNote unsigned = new SignedNote(PUMP.note(500).text(), STRANGER.note(9).signatures());
        assertThat(post(AddCheckpoint.of(400, PUMP.proof(400, 500), unsigned)).status())
                .isEqualTo(403);
        assertThat(post("old x\n\n".getBytes(UTF_8)).status()).isEqualTo(400);
        assertThat(post(new byte[AddCheckpoint.LENGTH_MAX_BYTES + 1]).status()).isEqualTo(413);
        URI address = URI.create(server.address() + "/add-checkpoint");
        assertThat(Outbound.DEFAULT.get(address, 1000).status()).isEqualTo(405);
        assertThat(Outbound.DEFAULT.get(server.address(), 1000).status()).isEqualTo(404);
        assertThat(post(PUMP.request(400, 500)).status()).as("none of it did harm").isEqualTo(200);
    }

    @Test
    void keepsWhatSpeaksAgainstALog() throws IOException {
        post(PUMP.request(0, 400));
        post(FORK.request(400, 400));
        post(FORK.request(400, 500));
        post(FORK.request(400, 500));
        try (Stream<Path> kept = Files.list(root.resolve("w/evidence"))) {
            List<Path> files = kept.sorted().toList();
            assertThat(files).hasSize(2);
            assertThat(files.getFirst().getFileName().toString()).startsWith("split-");
            assertThat(AddCheckpoint.parse(Files.readAllBytes(files.getFirst())))
                    .isEqualTo(FORK.request(400, 400));
        }
    }

    @Test
    void remembersOverRestarts() throws IOException {
        post(PUMP.request(0, 400));
        String key = server.verifierKey().text();
        restart();
        assertThat(server.verifierKey().text()).isEqualTo(key);
        assertThat(text(post(PUMP.request(0, 500)))).isEqualTo("400\n");
        assertThat(post(FORK.request(400, 500)).status()).isEqualTo(422);
        assertThat(post(PUMP.request(400, 500)).status()).isEqualTo(200);
    }

    @Test
    void ofTwoHistoriesAtOnceOneIsCosigned() throws Exception {
        post(PUMP.request(0, SampleLog.FORK));
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SampleLog each = i % 2 == 0 ? PUMP : FORK;
            int to = SampleLog.FORK + 1 + i / 2;
            calls.add(() -> post(each.request(SampleLog.FORK, to)).status());
        }
        int cosigned = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : threads.invokeAll(calls)) {
                cosigned += status.get() == 200 ? 1 : 0;
            }
        }
        assertThat(cosigned).isEqualTo(1);
    }

    @Test
    void aDraftLeftByACrashDoesNoHarm() throws IOException {
        post(PUMP.request(0, 400));
        try (Stream<Path> files = Files.list(root.resolve("w/logs"))) {
            Path file = files.toList().getFirst();
            Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), "half a no");
        }
        restart();
        assertThat(post(PUMP.request(400, 500)).status()).isEqualTo(200);
    }

    @Test
    void cosignsNothingThatItCannotRemember() throws IOException {
        Path file = root.resolve("w/logs").resolve(Digest.sha256(PUMP.origin().text()).hex());
        Path inTheWay = file.resolveSibling(file.getFileName() + ".draft").resolve("in the way");
        Files.createDirectories(inTheWay);
        Answer failed = post(PUMP.request(0, 400));
        assertThat(failed.status()).isEqualTo(500);
        assertThat(text(failed)).contains("could not be kept");

        Files.delete(inTheWay);
        assertThat(post(PUMP.request(0, 300)).status()).as("nothing was cosigned").isEqualTo(200);
    }

    @Test
    void doesNotStartWithAMemoryItCannotRead() throws IOException {
        post(PUMP.request(0, 400));
        server.close();
        try (Stream<Path> files = Files.list(root.resolve("w/logs"))) {
            Files.writeString(files.toList().getFirst(), "not a note");
        }
        assertThatThrownBy(() -> WitnessServer.start(options(1)))
                .hasMessageContaining("must be the checkpoint of ledger.example.org/pump");
    }

    @Test
    void itsKeyIsItsOwnAndItsNameStays() throws IOException {
        Path folder = root.resolve("w");
        assertThat(Files.getPosixFilePermissions(folder.resolve("witness.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> WitnessServer.start(options(1)))
                .isInstanceOf(DataFolderInUseException.class);
        server.close();
        WitnessOptions same = options(1);
        assertThatThrownBy(
                        () ->
                                WitnessServer.start(
                                        new WitnessOptions(
                                                folder,
                                                same.host(),
                                                0,
                                                Optional.of(new KeyName("other")),
                                                same.logs(),
                                                1)))
                .hasMessageContaining("must stay witness.example.com/w1");
        Files.writeString(folder.resolve("witness.key"), "00".repeat(32));
        assertThatThrownBy(() -> WitnessServer.start(same)).hasMessageContaining("restore");
    }

    @Test
    void doesNotMoveInWithALedger() throws IOException {
        Path ledger = Files.createDirectories(root.resolve("ledger"));
        Files.writeString(ledger.resolve("operator.token"), "secret");
        WitnessOptions same = options(1);
        assertThatThrownBy(
                        () ->
                                WitnessServer.start(
                                        new WitnessOptions(
                                                ledger,
                                                "127.0.0.1",
                                                0,
                                                same.name(),
                                                same.logs(),
                                                1)))
                .hasMessageContaining("holds something else");
        assertThat(ledger.resolve("witness.key")).doesNotExist();
    }

    @Test
    void hasItsLimit() throws IOException {
        server.close();
        server = WitnessServer.start(options(2));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(post(PUMP.request(0, 1)).status());
        }
        assertThat(statuses).contains(429);
        assertThat(statuses.getFirst()).isEqualTo(200);
    }
}
