package dev.goldthread.api.witness.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.witness.SampleLog;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.timestamp.TimestampVerdict;
import dev.goldthread.core.timestamp.TimestampVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimestampingTest {

    private static final Pace FAST =
            new Pace(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(100));
    private static final Duration LONG = Duration.ofHours(1);

    private final SampleLog pump = new SampleLog("pump", "a", 100);
    private final SampleLog valve = new SampleLog("valve", "a", 100);
    private final MemoryFeed feed = new MemoryFeed();
    private final Map<Digest, Bytes> kept = new ConcurrentHashMap<>();
    private HttpAuthority authority;

    @TempDir Path root;

    @BeforeEach
    void found() throws Exception {
        authority = new HttpAuthority();
    }

    @AfterEach
    void close() {
        authority.close();
    }

    private TimestampAuthority client() {
        return new TimestampAuthority(authority.address(), List.of(authority.root));
    }

    private Timestamping stamping(Duration interval) {
        return Timestamping.start(client(), feed, this::keep, interval, FAST);
    }

    private void keep(Product product, Digest noteHash, Bytes response) {
        kept.put(noteHash, response);
        feed.keep(noteHash);
    }

    private static Digest hash(SampleLog log, int size) {
        return Digest.sha256(log.note(size).toBytes());
    }

    @Test
    void stampsTheNewestOfEachLogOncePerInterval() throws Exception {
        feed.publish(pump, 10);
        feed.publish(valve, 20);
        try (Timestamping stamping = stamping(LONG)) {
            Eventually.isTrue(() -> stamping.figures().stamped() == 2, stamping::figures);
            feed.publish(pump, 11);
            feed.publish(new SampleLog("tube", "a", 5), 5); // a look later than the pump's
            Eventually.isTrue(() -> stamping.figures().stamped() == 3, stamping::figures);
        }
        assertThat(kept)
                .containsOnlyKeys(
                        hash(pump, 10), hash(valve, 20), hash(new SampleLog("tube", "a", 5), 5));
        TimestampVerifier verifier = new TimestampVerifier(List.of(authority.root));
        kept.forEach(
                (hash, response) ->
                        assertThat(verifier.verify(response.toBytes(), hash))
                                .isInstanceOf(TimestampVerdict.Stamped.class));
    }

    @Test
    void afterTheIntervalTheNewestGetsItsStamp() throws Exception {
        feed.publish(pump, 10);
        try (Timestamping stamping = stamping(Duration.ofMillis(50))) {
            Eventually.isTrue(() -> kept.containsKey(hash(pump, 10)), stamping::figures);
            feed.publish(pump, 11);
            feed.publish(pump, 12);
            Eventually.isTrue(() -> kept.containsKey(hash(pump, 12)), stamping::figures);
            int requests = authority.requests.get();
            feed.publish(valve, 1);
            Eventually.isTrue(() -> kept.containsKey(hash(valve, 1)), stamping::figures);
            assertThat(authority.requests.get())
                    .as("a log that does not grow is not stamped again")
                    .isEqualTo(requests + 1);
        }
    }

    @Test
    void keepsNothingFromAnAuthorityThatRepeatsItself() throws Exception {
        feed.publish(pump, 10);
        try (Timestamping stamping = stamping(Duration.ofMillis(1))) {
            Eventually.isTrue(() -> stamping.figures().stamped() == 1, stamping::figures);
            authority.be(HttpAuthority.Manner.REPLAYING);
            feed.publish(pump, 11);
            Eventually.isTrue(
                    () -> stamping.figures().problem().orElse("").contains("messageImprint"),
                    stamping::figures);
            authority.be(HttpAuthority.Manner.HONEST);
            Eventually.isTrue(() -> kept.containsKey(hash(pump, 11)), stamping::figures);
        }
    }

    @Test
    void aRepeatedAnswerForTheSameHashIsRefusedByItsNonce() throws IOException {
        client().stamp(hash(pump, 10));
        authority.be(HttpAuthority.Manner.REPLAYING);
        assertThatThrownBy(() -> client().stamp(hash(pump, 10))).hasMessageContaining("nonce");
    }

    @Test
    void asksAgainWhenTheAuthorityWasAway() throws Exception {
        authority.be(HttpAuthority.Manner.OUT_OF_ORDER);
        feed.publish(pump, 10);
        try (Timestamping stamping = stamping(LONG)) {
            Eventually.isTrue(() -> stamping.figures().failed() >= 2, stamping::figures);
            assertThat(stamping.figures().problem().orElse("")).contains("answered 503");
            authority.be(HttpAuthority.Manner.HONEST);
            Eventually.isTrue(() -> stamping.figures().stamped() == 1, stamping::figures);
            assertThat(stamping.figures().problem()).isEmpty();
        }
    }

    @Test
    void readsRoots() throws Exception {
        Path pem = root.resolve("roots.pem");
        String encoded = Base64.getMimeEncoder().encodeToString(authority.root.getEncoded());
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(encoded));
        assertThat(TimestampAuthority.roots(pem)).containsExactly(authority.root);
        Files.writeString(pem, "");
        assertThatThrownBy(() -> TimestampAuthority.roots(pem)).isInstanceOf(IOException.class);
    }
}
