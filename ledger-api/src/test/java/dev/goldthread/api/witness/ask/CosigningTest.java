package dev.goldthread.api.witness.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.witness.SampleLog;
import dev.goldthread.api.witness.WatchedLog;
import dev.goldthread.api.witness.WitnessOptions;
import dev.goldthread.api.witness.WitnessServer;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.core.seal.WitnessQuorum;
import dev.goldthread.streams.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CosigningTest {

    private static final Pace FAST =
            new Pace(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(100));
    private static final Product PUMP = new Product("pump");

    private final SampleLog pump = new SampleLog("pump", "a", 1000);
    private final SampleLog fork = new SampleLog("pump", "b", 1000);
    private final SampleLog valve = new SampleLog("valve", "a", 50);
    private final Map<Product, SampleLog> logs = new ConcurrentHashMap<>();
    private final MemoryFeed feed = new MemoryFeed();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir Path root;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private WitnessServer witness(String name, int port) throws IOException {
        WitnessServer server =
                WitnessServer.start(
                        new WitnessOptions(
                                root.resolve(name),
                                "127.0.0.1",
                                port,
                                Optional.of(new KeyName(name)),
                                List.of(
                                        new WatchedLog(pump.origin().text(), List.of(pump.key())),
                                        new WatchedLog(
                                                valve.origin().text(), List.of(valve.key()))),
                                1000));
        open.add(server);
        return server;
    }

    private static WitnessAddress address(WitnessServer server) {
        return new WitnessAddress(server.verifierKey(), server.address());
    }

    private Cosigning cosign(WitnessAddress... witnesses) {
        logs.putIfAbsent(PUMP, pump);
        logs.put(valve.origin().product(), valve);
        Cosigning cosigning =
                Cosigning.start(
                        List.of(witnesses),
                        feed,
                        (product, from, to) -> logs.get(product).proof(from, to),
                        feed::keep,
                        FAST);
        open.add(cosigning);
        return cosigning;
    }

    private void awaitCosigned(int cosigned, Product product, VerifierKey... keys)
            throws InterruptedException {
        WitnessQuorum all = new WitnessQuorum(List.of(keys), cosigned);
        Eventually.isTrue(
                () -> all.count(feed.latest(product).orElseThrow().note()).isReached(),
                () -> feed.latest(product));
    }

    @Test
    void bringsEveryCheckpointToEveryWitness() throws Exception {
        WitnessServer one = witness("w1", 0);
        WitnessServer two = witness("w2", 0);
        feed.publish(pump, 5);
        feed.publish(valve, 50);
        Cosigning cosigning = cosign(address(one), address(two));
        awaitCosigned(2, PUMP, one.verifierKey(), two.verifierKey());
        awaitCosigned(2, new Product("valve"), one.verifierKey(), two.verifierKey());
        for (int size : new int[] {6, 256, 1000}) {
            feed.publish(pump, size);
            awaitCosigned(2, PUMP, one.verifierKey(), two.verifierKey());
        }
        Eventually.isTrue(
                () -> cosigning.figures().stream().allMatch(each -> each.cosigned() == 5),
                cosigning::figures);
        Eventually.isTrue(
                () -> cosigning.figures().stream().allMatch(each -> each.pending() == 0),
                cosigning::figures);
        assertThat(cosigning.figures())
                .allSatisfy(each -> assertThat(each.lastSize()).isEqualTo(1000))
                .allSatisfy(each -> assertThat(each.failed()).isZero());
        assertThat(feed.cosignatures())
                .as("one witness's lines each")
                .allSatisfy(each -> assertThat(each.signatures()).hasSize(1));
    }

    @Test
    void aRestartAsksOnlyForWhatIsMissing() throws Exception {
        WitnessServer one = witness("w1", 0);
        feed.publish(pump, 400);
        cosign(address(one));
        awaitCosigned(1, PUMP, one.verifierKey());
        close();
        open.clear();

        WitnessServer again = witness("w1", 0);
        feed.publish(valve, 7);
        Cosigning cosigning = cosign(address(again));
        awaitCosigned(1, new Product("valve"), one.verifierKey());
        feed.publish(pump, 900);
        awaitCosigned(1, PUMP, one.verifierKey());
        // Kept first, counted after: the figures follow what the feed shows.
        Eventually.isTrue(
                () -> cosigning.figures().getFirst().lastSize() == 900, cosigning::figures);
        assertThat(cosigning.figures().getFirst().cosigned())
                .as("valve at 7 and pump at 900, not pump at 400 again")
                .isEqualTo(2);
    }

    @Test
    void learnsTheSizeThatAWitnessKnows() throws Exception {
        WitnessServer one = witness("w1", 0);
        feed.publish(pump, 400);
        Cosigning first = cosign(address(one));
        awaitCosigned(1, PUMP, one.verifierKey());
        first.close();

        MemoryFeed fresh = new MemoryFeed(); // another sender, which knows of no cosignature
        fresh.publish(pump, 900);
        Cosigning second =
                Cosigning.start(
                        List.of(address(one)),
                        fresh,
                        (product, from, to) -> pump.proof(from, to),
                        fresh::keep,
                        FAST);
        open.add(second);
        Eventually.isTrue(() -> fresh.cosignatures().size() == 1, second::figures);
        assertThat(second.figures().getFirst().failed()).isZero();
    }

    @Test
    void aWitnessThatIsAwayOrSilentHoldsUpNoOther() throws Exception {
        int port = LoopbackPorts.free(1).getFirst();
        WitnessServer one = witness("w1", port);
        one.close();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            WitnessServer two = witness("w2", 0);
            VerifierKey third = new Cosigner(new KeyName("w3"), SampleLog.key(3)).verifierKey();
            feed.publish(pump, 400);
            Cosigning cosigning =
                    cosign(
                            address(one),
                            new WitnessAddress(
                                    third, URI.create("http://127.0.0.1:" + silent.getLocalPort())),
                            address(two));
            awaitCosigned(1, PUMP, two.verifierKey());
            Eventually.isTrue(
                    () -> cosigning.figures().getFirst().problem().isPresent(), cosigning::figures);
            witness("w1", port);
            awaitCosigned(2, PUMP, one.verifierKey(), two.verifierKey());
        }
    }

    @Test
    void saysWhyAWitnessRefuses() throws Exception {
        WitnessServer one = witness("w1", 0);
        feed.publish(pump, 400);
        Cosigning cosigning = cosign(address(one));
        awaitCosigned(1, PUMP, one.verifierKey());

        logs.put(PUMP, fork);
        feed.publish(fork, 500);
        Eventually.isTrue(() -> problem(cosigning).contains("422"), cosigning::figures);
        feed.publish(fork, 400);
        Eventually.isTrue(() -> problem(cosigning).contains("signed twice"), cosigning::figures);
        feed.publish(fork, 390);
        Eventually.isTrue(() -> problem(cosigning).contains("rolled back"), cosigning::figures);
        assertThat(cosigning.figures().getFirst().pending()).isEqualTo(1);
        assertThat(cosigning.figures().getFirst().cosigned()).isEqualTo(1);
    }

    private static String problem(Cosigning cosigning) {
        return cosigning.figures().getFirst().problem().orElse("");
    }

    @Test
    void keepsNothingThatItCannotVerify() throws Exception {
        WitnessServer one = witness("w1", 0);
        VerifierKey other = new Cosigner(new KeyName("w1"), SampleLog.key(4)).verifierKey();
        feed.publish(pump, 400);
        Cosigning cosigning = cosign(new WitnessAddress(other, one.address()));
        Eventually.isTrue(
                () -> problem(cosigning).contains("no valid cosignature"), cosigning::figures);
        assertThat(feed.cosignatures()).isEmpty();
    }

    @Test
    void asksAgainWhenACosignatureCouldNotBeKept() throws Exception {
        WitnessServer one = witness("w1", 0);
        feed.publish(pump, 400);
        List<SignedNote> refused = new ArrayList<>();
        open.add(
                Cosigning.start(
                        List.of(address(one)),
                        feed,
                        (product, from, to) -> pump.proof(from, to),
                        (product, note) -> {
                            if (refused.size() < 3) {
                                refused.add(note);
                                throw new IOException("the broker is away");
                            }
                            feed.keep(product, note);
                        },
                        FAST));
        awaitCosigned(1, PUMP, one.verifierKey());
        assertThat(refused).hasSize(3);
    }

    @Test
    void readsAddresses() {
        VerifierKey key = new Cosigner(new KeyName("w.example/1"), SampleLog.key(3)).verifierKey();
        WitnessAddress expected = new WitnessAddress(key, URI.create("https://w.example/sub"));
        assertThat(WitnessAddress.parseFlag("https://w.example/sub/+" + key.text()))
                .isEqualTo(expected);
        assertThat(
                        WitnessAddress.parseLines(
                                List.of("# who", "", key.text() + "  https://w.example/sub ")))
                .containsExactly(expected);
        assertThatThrownBy(() -> WitnessAddress.parseFlag("https://w.example"))
                .hasMessageContaining("URL+VERIFIER-KEY");
        assertThatThrownBy(() -> WitnessAddress.parseLines(List.of(key.text())))
                .hasMessageContaining("VERIFIER-KEY URL");
        assertThatThrownBy(() -> WitnessAddress.parseFlag("ftp://w.example+" + key.text()))
                .hasMessageContaining("http");
        assertThatThrownBy(() -> WitnessAddress.parseFlag("https://w.example+" + pump.key().text()))
                .hasMessageContaining("type 0x04");
    }

    @Test
    void waitsLongerAfterEachFailure() {
        Pace pace = new Pace(Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofMinutes(5));
        assertThat(pace.after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.after(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(pace.after(1000)).isEqualTo(Duration.ofMinutes(5));
    }
}
