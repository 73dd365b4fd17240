package dev.goldthread.streams.checkpoint;

import static dev.goldthread.streams.checkpoint.TestLog.MONITOR;
import static dev.goldthread.streams.checkpoint.TestLog.PUMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.keys.KnownKey;
import dev.goldthread.streams.keys.OpenSsl;
import dev.goldthread.streams.keys.SignerChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerIT {

    private static final AtomicInteger LEDGERS = new AtomicInteger();

    @TempDir static Path root;
    private static DataFolder data;
    private static EmbeddedBroker broker;

    private TestLog log;

    @BeforeAll
    static void startBroker() {
        data = DataFolder.open(root.resolve("data"));
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
        data.close();
    }

    @BeforeEach
    void createLedger() {
        int number = LEDGERS.incrementAndGet();
        log = new TestLog(broker, root.resolve("ledger" + number), "ledger" + number);
    }

    @AfterEach
    void closeLedger() {
        log.close();
    }

    @Test
    void signsEachLogAsItGrowsAndItsReaderTellsTheLatest() {
        log.seal(PUMP, 3);
        try (Checkpointer checkpointer = log.start();
                CheckpointLog reader = new CheckpointLog(log.client(), log.topics, TestLog.NAME)) {
            log.awaitSigned(PUMP, 3);
            log.seal(MONITOR, 500);
            log.awaitSigned(MONITOR, 500);
            log.seal(PUMP, 1);
            log.awaitSigned(PUMP, 4);

            TestLog.await(
                    "read",
                    () ->
                            reader.latest(PUMP)
                                    .filter(latest -> latest.checkpoint().size() == 4)
                                    .isPresent());
            assertThat(reader.at(PUMP, 3).orElseThrow().checkpoint().root())
                    .isEqualTo(log.root(PUMP, 3));
            assertThat(reader.atLeast(PUMP, 4)).isEqualTo(reader.latest(PUMP));
            assertThat(reader.awaitCaughtUp(Duration.ofSeconds(120))).isTrue();
            assertThat(checkpointer.counters().verified()).isEqualTo(504);
            assertThat(checkpointer.counters().signed()).isGreaterThanOrEqualTo(3);
            assertThat(checkpointer.alarms()).isEmpty();
        }
    }

    @Test
    void goesOnAfterAStopWithoutSigningAnythingTwice() {
        log.seal(PUMP, 3);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 3);
        }
        log.seal(PUMP, 2);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 5);
            assertThat(checkpointer.counters().verified()).isEqualTo(2);
            assertThat(log.notes(PUMP)).doesNotHaveDuplicates();
        }
    }

    @Test
    void resumesWhenItsStoreIsLost() throws Exception {
        log.seal(PUMP, 40);
        log.seal(MONITOR, 2);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 40);
            log.awaitSigned(MONITOR, 2);
        }
        loseStore();
        log.seal(PUMP, 5);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 45);
            log.seal(MONITOR, 1);
            log.awaitSigned(MONITOR, 3);
            assertThat(checkpointer.alarms()).isEmpty();
        }
    }

    @Test
    void resumesWhenTheLastNotesDidNotReachTheTopicOrTheStoreLagsBehindThem() throws Exception {
        log.seal(PUMP, 4);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 4);
        }
        log.seal(PUMP, 3);
        // Signed by a run whose store was lost: the topic is ahead of the store.
        log.publish(PUMP, sign(checkpoint(7, log.root(PUMP, 7))));
        log.seal(PUMP, 1);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 8);
            assertThat(checkpointer.alarms()).isEmpty();
        }
    }

    /** Each run is killed while it works on what comes without pause. */
    @Test
    void aRunThatEndedAnywhereIsTakenUpAgain() throws Exception {
        log.ring(); // makes the key
        for (int run = 0; run < 4; run++) {
            Process process = CheckpointerProcess.start(log);
            try {
                int before = log.notes(PUMP).size();
                long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
                while (log.notes(PUMP).size() < before + 1 + run) {
                    assertThat(System.nanoTime()).isLessThan(deadline);
                    assertThat(process.isAlive()).isTrue();
                    log.seal(PUMP, 7);
                    log.seal(MONITOR, 3);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, log.size(PUMP));
            log.awaitSigned(MONITOR, log.size(MONITOR));
            assertThat(checkpointer.alarms()).isEmpty();
        }
    }

    /** A program that does not sign holds nothing up for good, and nothing wrong gets out. */
    @Test
    void anExternalSignerSignsAndAWrongOneIsTold() throws Exception {
        OpenSsl.needed();
        KeyRing own = log.ring();
        String verifierKey = own.book().current().verifierKey(log.origin(PUMP)).text();
        log.seal(PUMP, 2);
        try (Checkpointer checkpointer =
                log.start(ring("echo " + "A".repeat(86) + "==", verifierKey))) {
            TestLog.await("problem", () -> checkpointer.counters().signingProblem().isPresent());
            assertThat(checkpointer.counters().signingProblem().orElseThrow())
                    .contains("must verify against public key");
            assertThat(log.notes(PUMP)).isEmpty();
        }
        String openssl =
                "f=$(mktemp); cat >$f; openssl pkeyutl -sign -rawin -inkey '%s' -in $f | base64 -w0; rm $f"
                        .formatted(log.folder.resolve("keys/checkpoint.p8"));
        try (Checkpointer checkpointer = log.start(ring(openssl, verifierKey))) {
            log.awaitSigned(PUMP, 2);
            TestLog.await("well", () -> checkpointer.counters().signingProblem().isEmpty());
        }
    }

    private KeyRing ring(String command, String verifierKey) {
        return KeyRing.open(
                log.keys(),
                SignerChoice.ofCommand(command, verifierKey),
                Optional.empty(),
                Instant.now(),
                Optional::empty);
    }

    @Test
    void signsNothingForALogWhosePublishedCheckpointHasAnotherRoot() {
        log.seal(PUMP, 3);
        log.seal(MONITOR, 1);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 3);
            log.awaitSigned(MONITOR, 1);
        }
        Digest forged = Digest.sha256("another history");
        log.publish(PUMP, sign(checkpoint(4, forged)));
        int before = log.notes(PUMP).size();
        log.seal(PUMP, 2);
        for (int run = 0; run < 2; run++) { // the alarm outlives a restart
            try (Checkpointer checkpointer = log.start()) {
                log.seal(MONITOR, 1);
                log.awaitSigned(MONITOR, 2 + run); // others go on

                assertThat(checkpointer.alarms()).hasSize(1);
                Alarm alarm = checkpointer.alarms().getFirst();
                assertThat(alarm.message())
                        .contains("ledger.example.org/pump")
                        .contains("root")
                        .contains(forged.hex())
                        .contains(log.root(PUMP, 4).hex());
                assertThat(log.notes(PUMP)).hasSize(before);
            }
        }
    }

    @Test
    void signsNothingForALedgerThatIsShorterThanItsCheckpoint() {
        log.seal(PUMP, 3);
        log.publish(PUMP, sign(checkpoint(9, Digest.sha256("what was cut off"))));
        try (Checkpointer checkpointer = log.start()) {
            TestLog.await("alarm", () -> !checkpointer.alarms().isEmpty());
            Alarm alarm = checkpointer.alarms().getFirst();
            assertThat(alarm.field()).isEqualTo("size");
            assertThat(alarm.expected()).isEqualTo("at least 9");
            assertThat(alarm.found()).isEqualTo("3");
            assertThat(log.notes(PUMP)).hasSize(1);
        }
    }

    @Test
    void neverSignsOverARecordThatWasChanged() {
        log.seal(PUMP, 3);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 3);
            ProducerRecord<byte[], byte[]> changed = log.next(PUMP, TestLog.commit(PUMP, 3));
            changed.value()[60] ^= 1;
            log.send(changed);
            log.seal(PUMP, 2);
            log.seal(MONITOR, 1);
            log.awaitSigned(MONITOR, 1);

            TestLog.await("alarm", () -> !checkpointer.alarms().isEmpty());
            assertThat(checkpointer.alarms())
                    .singleElement()
                    .satisfies(
                            alarm -> {
                                assertThat(alarm.field()).isEqualTo("body");
                                assertThat(alarm.size()).isEqualTo(3);
                            });
            assertThat(log.notes(PUMP)).allMatch(note -> Checkpoint.parse(note.text()).size() == 3);
        }
    }

    @Test
    void aRecordOfNoLogIsToldAndStopsNobody() {
        log.seal(PUMP, 1);
        log.send(
                new ProducerRecord<>(
                        log.topics.ledger(), 0, "Not a product".getBytes(), new byte[5]));
        log.seal(PUMP, 1);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 2);
            assertThat(checkpointer.alarms())
                    .singleElement()
                    .satisfies(alarm -> assertThat(alarm.field()).isEqualTo("key"));
        }
    }

    @Test
    void neverCoversAnAbortedTransaction() {
        log.seal(PUMP, 2);
        try (Checkpointer checkpointer = log.start()) {
            log.sendAndAbort(log.beside(PUMP, TestLog.commit(PUMP, 77)));
            log.seal(PUMP, 1);
            log.awaitSigned(PUMP, 3);
            assertThat(checkpointer.alarms()).isEmpty();
        }
    }

    @Test
    void aRotationIsSignedByTheOldKeyBeforeTheNewKeySigns() {
        log.seal(PUMP, 2);
        log.seal(MONITOR, 1);
        KeyRing ring = log.ring();
        KnownKey old = ring.book().current();
        try (Checkpointer checkpointer = log.start(ring)) {
            log.awaitSigned(PUMP, 2);
            log.awaitSigned(MONITOR, 1);
            KnownKey next = log.keys().prepareNext(Instant.now());
            log.seal(PUMP, rotated(old, next));
            log.seal(PUMP, 2);
            log.awaitSigned(PUMP, 5);

            assertThat(signers(3, old, next)).containsExactly("old", "new");
            assertThat(signers(5, old, next)).containsExactly("new");
            log.seal(MONITOR, 1);
            log.awaitSigned(MONITOR, 2); // by the old key: this log has no event yet
            assertThat(log.notes(MONITOR).getLast().verifiedBy(key(old, MONITOR))).isTrue();
            log.seal(MONITOR, rotated(old, next).replace("\"pump\"", "\"monitor\""));
            log.awaitSigned(MONITOR, 3);
            log.keys().finishRotation(Map.of(PUMP, 3L, MONITOR, 3L));
            log.seal(MONITOR, 1);
            log.awaitSigned(MONITOR, 4);
            assertThat(log.notes(MONITOR).getLast().verifiedBy(key(next, MONITOR))).isTrue();
        }
        log.seal(PUMP, 1);
        try (Checkpointer checkpointer = log.start()) {
            log.awaitSigned(PUMP, 6);
            assertThat(checkpointer.alarms()).isEmpty();
            assertThat(checkpointer.counters().signingProblem()).isEmpty();
        }
        KeyRing newKeyAlone =
                KeyRing.open(
                        new KeyFolder(log.folder.resolve("restored")),
                        new SignerChoice.File(log.folder.resolve("keys/checkpoint.p8")),
                        Optional.empty(),
                        Instant.now(),
                        Optional::empty);
        assertThat(SigningRight.claim(log.config(), newKeyAlone).keys()).isSameAs(newKeyAlone);
    }

    @RepeatedTest(2)
    void ofTwoThatStartAtTheSameMomentOneSigns() throws Exception {
        List<KeyRing> rings = List.of(ownRing("one"), ownRing("other"));
        CyclicBarrier together = new CyclicBarrier(2);
        List<CompletableFuture<SigningRight>> starts =
                rings.stream()
                        .map(
                                ring ->
                                        CompletableFuture.supplyAsync(
                                                () -> claimTogether(together, ring),
                                                Thread::startVirtualThread))
                        .toList();
        starts.forEach(
                each -> each.handle((right, failure) -> 0).orTimeout(3, TimeUnit.MINUTES).join());

        int won = starts.getFirst().isCompletedExceptionally() ? 1 : 0;
        KeyRing winner = rings.get(won);
        KeyRing loser = rings.get(1 - won);
        assertThat(starts.get(won).get().keys()).isSameAs(winner);
        assertThat(starts.get(1 - won).exceptionNow())
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("instance test with public key " + key(winner))
                .hasMessageContaining("this instance has public key " + key(loser))
                .hasMessageContaining("start it without the role checkpointer");
        log.seal(PUMP, 2);
        try (Checkpointer checkpointer = log.start(winner)) {
            TestLog.await("signed", () -> !log.notes(PUMP).isEmpty());
            assertThatExceptionOfType(KeyRefusedException.class).isThrownBy(() -> log.start(loser));
            VerifierKey signer = winner.book().current().verifierKey(log.origin(PUMP));
            assertThat(log.notes(PUMP)).allMatch(note -> note.verifiedBy(signer));
        }
    }

    private SigningRight claimTogether(CyclicBarrier together, KeyRing ring) {
        try {
            together.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("the other one did not start", e);
        }
        return SigningRight.claim(log.config(), ring);
    }

    /** A ledger that is older than the topic that says who signs. */
    @Test
    void whatWasSignedSaysWhoMayWhereNobodySaidSo() {
        log.seal(PUMP, 3);
        log.publish(PUMP, sign(checkpoint(3, log.root(PUMP, 3))));
        KeyRing other = ownRing("other");

        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> SigningRight.claim(log.config(), other))
                .withMessageContaining("must be signed by one checkpointer")
                .withMessageContaining(key(other));
        assertThat(SigningRight.claim(log.config(), log.ring())).isNotNull();
    }

    /** Of an instance whose first start knows nothing of others. */
    private KeyRing ownRing(String instance) {
        return KeyRing.open(
                new KeyFolder(log.folder.resolve(instance)),
                new SignerChoice.InDataFolder(),
                Optional.empty(),
                Instant.now(),
                Optional::empty);
    }

    private static String key(KeyRing ring) {
        return ring.book().current().publicKey().toString();
    }

    private List<String> signers(long size, KnownKey old, KnownKey next) {
        return log.notes(PUMP).stream()
                .filter(note -> Checkpoint.parse(note.text()).size() == size)
                .map(note -> signer(note, old, next))
                .toList();
    }

    private String signer(SignedNote note, KnownKey old, KnownKey next) {
        if (note.verifiedBy(key(old, PUMP))) {
            return "old";
        }
        return note.verifiedBy(key(next, PUMP)) ? "new" : "nobody";
    }

    private VerifierKey key(KnownKey key, Product product) {
        return key.verifierKey(log.origin(product));
    }

    private static String rotated(KnownKey old, KnownKey next) {
        return """
                {"id":"rotation-1","product":"pump","type":"key.rotated",
                 "occurredAt":"2026-03-01T10:00:00Z","actor":{"kind":"SYSTEM","id":"goldthread"},
                 "source":{"uri":"urn:goldthread:keys","tool":"goldthread"},
                 "subject":{"type":"Key","id":"checkpoint-key-2"},
                 "data":{"resource":"checkpoints","expiresAt":"2028-03-01T10:00:00Z",
                         "fingerprint":"%s","previousFingerprint":"%s","algorithm":"Ed25519"}}
                """
                .formatted(next.fingerprint(), old.fingerprint());
    }

    private Checkpoint checkpoint(long size, Digest rootHash) {
        return new Checkpoint(log.origin(PUMP).text(), size, rootHash);
    }

    /** With the ledger's own key, as somebody who stole it would. */
    private SignedNote sign(Checkpoint checkpoint) {
        return new NoteSigner(log.origin(PUMP).keyName(), log.ring().newest()).sign(checkpoint);
    }

    private static boolean isThere(Admin admin, String topic) {
        try {
            return admin.listTopics().names().get(60, TimeUnit.SECONDS).contains(topic);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("topics cannot be listed", e);
        }
    }

    private void loseStore() throws Exception {
        try (Stream<Path> files = Files.walk(log.config().stateDir())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        String changelog = log.config().applicationId() + "-logs-changelog";
        try (Admin admin = Admin.create(new HashMap<>(log.client()))) {
            admin.deleteTopics(List.of(changelog)).all().get(60, TimeUnit.SECONDS);
            TestLog.await("changelog gone", () -> !isThere(admin, changelog));
        }
    }
}
