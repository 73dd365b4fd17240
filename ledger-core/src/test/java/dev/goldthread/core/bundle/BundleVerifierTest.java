package dev.goldthread.core.bundle;

import static dev.goldthread.core.bundle.LogFixture.LOG;
import static dev.goldthread.core.bundle.LogFixture.cosign;
import static dev.goldthread.core.bundle.LogFixture.entries;
import static dev.goldthread.core.bundle.LogFixture.export;
import static dev.goldthread.core.bundle.LogFixture.rewritten;
import static dev.goldthread.core.bundle.LogFixture.sign;
import static dev.goldthread.core.bundle.LogFixture.trust;
import static dev.goldthread.core.bundle.LogFixture.trustAnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.bundle.BundleReport.KeySource;
import dev.goldthread.core.bundle.BundleReport.Stamp;
import dev.goldthread.core.bundle.BundleReport.Subject.WholeLog;
import dev.goldthread.core.bundle.BundleReport.Timestamp;
import dev.goldthread.core.bundle.LogFixture.Entry;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.core.timestamp.LocalAuthority;
import dev.goldthread.core.timestamp.TimestampRequest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every manipulation has a name here; {@link TamperDrillTest} adds those without one. */
class BundleVerifierTest {

    private static final int SIZE = 300;

    private final List<Entry> log = entries(SIZE, 0);
    private final MemoryFiles files = export(SIZE);

    private static BundleReport verify(MemoryFiles files, Trust trust) {
        return BundleVerifier.verify(files, trust, (entries, total) -> {});
    }

    private static Flaw firstFlaw(MemoryFiles files, Trust trust) {
        BundleReport report = verify(files, trust);
        assertThat(report.isSound()).isFalse();
        assertThat(report.flaws()).isNotEmpty();
        return report.flaws().getFirst();
    }

    private static void assertFlaw(MemoryFiles files, String file, long seq, String field) {
        Flaw flaw = firstFlaw(files, trust());
        assertThat(flaw.file()).as(flaw.message()).isEqualTo(file);
        assertThat(flaw.seq()).as(flaw.message()).hasValue(seq);
        assertThat(flaw.field()).as(flaw.message()).isEqualTo(field);
        assertThat(flaw.message()).contains("ledger.example.org/infusion-pump");
    }

    private static void assertFlaw(MemoryFiles files, String file, String field) {
        Flaw flaw = firstFlaw(files, trust());
        assertThat(flaw.file()).as(flaw.message()).isEqualTo(file);
        assertThat(flaw.field()).as(flaw.message()).isEqualTo(field);
    }

    private static void assertAnyFlaw(MemoryFiles files, String file, String field) {
        assertThat(verify(files, trust()).flaws())
                .anySatisfy(
                        flaw -> {
                            assertThat(flaw.file()).isEqualTo(file);
                            assertThat(flaw.field()).isEqualTo(field);
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 255, 256, 257, 511, 512, 513, 700})
    void anUntouchedLogIsSound(int size) {
        BundleReport report = verify(export(size), trust());

        assertThat(report.flaws()).isEmpty();
        assertThat(report.isSound()).isTrue();
        assertThat(report.subject()).isEqualTo(new WholeLog(size, size > 2 ? 2 : 0));
        assertThat(report.cosignatures()).isEqualTo(1);
        assertThat(report.unchecked()).isEmpty();
    }

    @Test
    void aLogWithTilesOnThreeLevelsIsSound() {
        int size = 65_536 + 257;
        BundleReport report = verify(export(size), trust());

        assertThat(report.flaws()).isEmpty();
        assertThat(report.subject()).isEqualTo(new WholeLog(size, 2));
    }

    @Test
    void saysWhatItDidNotProve() {
        BundleReport trusted = verify(files, trust());
        BundleReport untrusted = verify(files, Trust.NONE);

        assertThat(trusted.keys()).isEqualTo(KeySource.OUTSIDE);
        assertThat(String.join("\n", trusted.notProven()))
                .contains("what the events say is true", "not reconciled", "no timestamp")
                .doesNotContain("no trusted witness", "keys came with it");
        assertThat(untrusted.isSound()).isTrue();
        assertThat(untrusted.keys()).isEqualTo(KeySource.INSIDE);
        assertThat(String.join("\n", untrusted.notProven()))
                .contains("no trusted witness", "keys came with it", "witness.example.net");
    }

    @Test
    void hearsHowFarItIs() {
        List<Long> heard = new ArrayList<>();
        BundleVerifier.verify(
                files,
                trust(),
                (entries, total) -> {
                    assertThat(total).isEqualTo(SIZE);
                    heard.add(entries);
                });
        assertThat(heard).containsExactly(256L, 300L);
    }

    @Test
    void findsAnEditedBody() {
        byte[] bodies = files.get("bodies/000").clone();
        bodies[4 + 20] ^= 1;
        assertFlaw(files.put("bodies/000", bodies), "bodies/000", 0, "body");
    }

    @Test
    void findsAnEditedBodyWhoseSealWasEditedToo() {
        byte[] other = LogFixture.body(50);
        Entry edited =
                log.get(7)
                        .withBody(other)
                        .withSeal(withBody(log.get(7).parsed(), Digest.sha256(other)));
        log.set(7, edited);
        MemoryFiles forged = rewritten(files, log);

        assertFlaw(forged, "tile/entries/000", 8, "prev");
        assertThat(verify(forged, trust()).flaws()).extracting(Flaw::field).contains("root");
    }

    private static Seal withBody(Seal seal, Digest body) {
        return new Seal(seal.sealedAtMicros(), seal.seq(), seal.prev(), seal.schema(), body);
    }

    @Test
    void findsAnEditedSeal() {
        byte[] entries = files.get("tile/entries/001.p/44").clone();
        entries[43 * 115 + 2 + 60] ^= 1;
        files.put("tile/entries/001.p/44", entries);
        assertFlaw(files, "tile/entries/001.p/44", 299, "leaf");
    }

    @Test
    void findsAnEditedLeafHash() {
        byte[] tile = files.get("tile/0/000").clone();
        tile[32 * 5] ^= 1;
        assertFlaw(files.put("tile/0/000", tile), "tile/0/000", 5, "hash 5");
    }

    @Test
    void findsAnEditedHashHigherUp() {
        byte[] tile = files.get("tile/1/000.p/1").clone();
        tile[0] ^= 1;
        assertFlaw(files.put("tile/1/000.p/1", tile), "tile/1/000.p/1", "hash 0");
    }

    @Test
    void findsADroppedEntry() {
        log.remove(9);
        assertAnyFlaw(rewritten(files, log), "tile/entries/001.p/44", "file");
    }

    @Test
    void findsADroppedEntryWhenAnotherFillsTheEnd() {
        Entry dropped = log.remove(9);
        log.add(dropped);
        assertFlaw(rewritten(files, log), "tile/entries/000", 9, "seq");
    }

    @Test
    void findsAnInsertedEntry() {
        log.add(10, log.get(9));
        log.removeLast();
        assertFlaw(rewritten(files, log), "tile/entries/000", 10, "seq");
    }

    @Test
    void findsReorderedEntries() {
        Collections.swap(log, 20, 21);
        assertFlaw(rewritten(files, log), "tile/entries/000", 20, "seq");
    }

    @Test
    void findsAReplayedEvent() {
        Entry replayed = log.get(3);
        Seal place = log.getLast().parsed();
        log.set(
                SIZE - 1,
                new Entry(withBody(place, replayed.parsed().body()).toBytes(), replayed.body()));
        BundleReport report = verify(rewritten(files, log), trust());
        assertThat(report.flaws()).extracting(Flaw::field).containsExactly("root");
    }

    @Test
    void findsATruncatedLog() {
        assertAnyFlaw(rewritten(files, log.subList(0, 299)), "tile/entries/001.p/44", "file");
        byte[] bodies = files.get("bodies/001.p/44");
        MemoryFiles cut =
                files.copy().put("bodies/001.p/44", Arrays.copyOf(bodies, bodies.length - 1));
        assertFlaw(cut, "bodies/001.p/44", 299, "body length");
    }

    @Test
    void findsASwappedSchemaText() {
        String file = "schemas/%s.avsc".formatted(EventSchema.HASH);
        byte[] other = LogFixture.OTHER_TEXT.getBytes(StandardCharsets.UTF_8);
        assertFlaw(files.put(file, other), file, 0, "schema");
    }

    @Test
    void findsACheckpointRolledBack() {
        MemoryFiles shorter = export(log.subList(0, 200), cosign(sign(log, 200, LOG)));
        assertThat(verify(shorter, trust()).isSound()).as("by itself it is a log").isTrue();

        Flaw flaw = firstFlaw(shorter, trustAnd(sign(log, 300, LOG)));
        assertThat(flaw.field()).isEqualTo("size");
        assertThat(flaw.meaning()).contains("rolled back");
        shorter.put("checkpoints/300", sign(log, 300, LOG).toBytes());
        assertFlaw(shorter, "checkpoints/300", "file");
    }

    @Test
    void findsAForkSignedWithTheStolenKey() {
        List<Entry> fork = LogFixture.append(log.subList(0, 100), 200, 31);
        SignedNote forged = sign(fork, SIZE, LOG);

        Flaw unwitnessed = firstFlaw(export(fork, forged), trust());
        assertThat(unwitnessed.field()).isEqualTo("cosignatures");
        assertThat(unwitnessed.found()).isEqualTo("0");

        NoteSignature borrowed = cosign(sign(log, SIZE, LOG)).signatures().getLast();
        Flaw faked = firstFlaw(export(fork, forged.with(borrowed)), trust());
        assertThat(faked.field()).isEqualTo("cosignature");
    }

    @Test
    void findsTwoViews() {
        List<Entry> other = LogFixture.append(log.subList(0, 250), 60, 31);
        MemoryFiles view = export(other, cosign(sign(other, 310, LOG)));
        assertThat(verify(view, trust()).isSound()).isTrue();

        Flaw flaw = firstFlaw(view, trustAnd(sign(log, SIZE, LOG)));
        assertThat(flaw.field()).isEqualTo("root");
        assertThat(flaw.seq()).hasValue(299);
        assertThat(flaw.meaning()).contains("two histories", "known checkpoint 1");
    }

    @Test
    void findsAnEarlierCheckpointOfAnotherHistory() {
        List<Entry> other = entries(SIZE, 17);
        files.put("checkpoints/150", sign(other, 150, LOG).toBytes());
        assertFlaw(files, "checkpoints/150", 149, "root");
    }

    @Test
    void acceptsAKnownCheckpointOfThisLog() {
        BundleReport report = verify(files, trustAnd(sign(log, 123, LOG)));
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void findsASealedBodyThatIsNoEventOrAnothersEvent() {
        assertThat(appended(new byte[] {1, 2, 3}).field()).isEqualTo("body");
    }

    private Flaw appended(byte[] body) {
        LogHead head = LogHead.after(log.getLast().parsed(), log.getLast().parsed().leaf());
        Seal seal =
                Chain.seal(head, head.lastSealedAtMicros(), EventSchema.HASH, Digest.sha256(body))
                        .seal();
        log.add(new Entry(seal.toBytes(), body));
        Flaw flaw = firstFlaw(export(log, cosign(sign(log, SIZE + 1, LOG))), trust());
        assertThat(flaw.seq()).hasValue(SIZE);
        return flaw;
    }

    @Test
    void findsEveryMissingFile() {
        for (String name : files.content.keySet()) {
            MemoryFiles without = files.copy();
            without.content.remove(name);
            if (name.startsWith("checkpoints/")) {
                // Which earlier checkpoints there were, nothing in an export says.
                assertThat(verify(without, trust()).isSound()).isTrue();
            } else {
                assertThat(verify(without, trust()).flaws())
                        .as(name)
                        .anySatisfy(flaw -> assertThat(flaw.file()).isEqualTo(name));
            }
        }
    }

    @Test
    void findsEveryFileThatDoesNotBelong() {
        for (String name :
                List.of(
                        "notes.txt",
                        "tile/0/002",
                        "tile/0/000.p/12",
                        "tile/entries/000.p/1",
                        "bodies/x001/000",
                        "bodies/../checkpoint",
                        "checkpoints/0300",
                        "schemas/%s.avsc".formatted(Digest.sha256("another")),
                        "timestamps/%s.tsr".formatted(Digest.sha256("another")))) {
            Flaw flaw = firstFlaw(files.copy().put(name, new byte[] {1}), trust());
            assertThat(flaw.file()).isEqualTo(name);
        }
    }

    @Test
    void tellsWhichTimestampsAreToBeVerified() {
        SignedNote own = sign(log, SIZE, LOG);
        Digest stamped = Digest.sha256(own.toBytes());
        BundleReport report =
                verify(files.put("timestamps/%s.tsr".formatted(stamped), new byte[] {1}), trust());

        assertThat(report.isSound()).isTrue();
        assertThat(report.timestamps()).hasSize(1);
        assertThat(report.timestamps().getFirst().note()).isEqualTo(stamped);
        assertThat(report.timestamps().getFirst().size()).isEqualTo(SIZE);
        assertThat(String.join("\n", report.notProven()))
                .contains("1 timestamps", "--timestamp-roots");
    }

    @Test
    void verifiesTimestampsByRootsFromOutside() throws Exception {
        LocalAuthority authority = new LocalAuthority("EC");
        Digest stamped = Digest.sha256(sign(log, SIZE - 1, LOG).toBytes());
        String file = "timestamps/%s.tsr".formatted(stamped);
        files.put(file, stamp(authority, stamped));

        BundleReport report = verify(files, trustStamps(authority));
        assertThat(report.flaws()).isEmpty();
        assertThat(report.widestStamp().orElseThrow())
                .isEqualTo(
                        new Timestamp(
                                file,
                                stamped,
                                SIZE - 1,
                                Optional.of(new Stamp(LocalAuthority.NOW, "O=Example,CN=Stamps"))));
        assertThat(String.join("\n", report.notProven()))
                .contains("when entries from %d on were signed".formatted(SIZE - 1));

        Trust stranger = trustStamps(new LocalAuthority("EC"));
        assertThat(firstFlaw(files, stranger).file()).isEqualTo(file);
        assertThat(verify(files, stranger).timestamps()).isEmpty();
        files.put(file, stamp(authority, Digest.sha256("another")));
        Flaw other = firstFlaw(files, trustStamps(authority));
        assertThat(other.field()).isEqualTo("messageImprint");
        assertThat(other.expected()).isEqualTo(stamped.hex());
        assertThat(other.found()).contains(Digest.sha256("another").hex());
    }

    /**
     * Whatever is changed in a response, it is refused or says what it said, and throws nothing.
     */
    @Test
    void aChangedTimestampNeverStatesAnotherTime() throws Exception {
        LocalAuthority authority = new LocalAuthority("EC");
        MemoryFiles small = export(3);
        Digest stamped = Digest.sha256(sign(log, 3, LOG).toBytes());
        String file = "timestamps/%s.tsr".formatted(stamped);
        byte[] response = stamp(authority, stamped);
        int refused = 0;
        for (int at = 0; at < response.length; at += 3) {
            byte[] changed = response.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            BundleReport report = verify(small.put(file, changed), trustStamps(authority));
            refused += report.isSound() ? 0 : 1;
            assertThat(report.flaws()).allMatch(flaw -> flaw.file().equals(file));
            report.widestStamp()
                    .ifPresent(
                            widest ->
                                    assertThat(widest.stamp())
                                            .contains(
                                                    new Stamp(
                                                            LocalAuthority.NOW,
                                                            "O=Example,CN=Stamps")));
        }
        assertThat(refused).isGreaterThan(response.length / 9);
    }

    private static byte[] stamp(LocalAuthority authority, Digest note) throws Exception {
        return authority
                .stamper(LocalAuthority.Shape.GOOD)
                .answer(new TimestampRequest(note, BigInteger.ONE).toBytes(), LocalAuthority.NOW);
    }

    private static Trust trustStamps(LocalAuthority authority) {
        return new Trust(
                List.of(LOG.verifierKey()), List.of(), 0, List.of(), List.of(authority.root));
    }

    @Test
    void refusesAnotherLogsKeyAndAnEmptyLog() {
        Trust stranger =
                new Trust(
                        List.of(
                                new VerifierKey(
                                        new KeyName("ledger.example.org/other"),
                                        SignatureType.ED25519,
                                        LOG.verifierKey().publicKey())),
                        List.of(),
                        0,
                        List.of());
        assertThat(firstFlaw(files, stranger).field()).isEqualTo("origin");

        MemoryFiles empty = export(List.of(), cosign(sign(log, 0, LOG)));
        assertThat(firstFlaw(empty, trust()).field()).isEqualTo("size");
    }

    @Test
    void aCheckpointThatClaimsTooMuchEndsAtOnce() {
        SignedNote boast =
                LOG.sign(
                        new Checkpoint(
                                LogFixture.ORIGIN.text(), Long.MAX_VALUE, Digest.sha256("root")));
        BundleReport report = verify(files.put("checkpoint", cosign(boast).toBytes()), trust());
        assertThat(report.isSound()).isFalse();
    }

    @Test
    void trustRefusesWhatCanNeverHold() {
        assertThatThrownBy(() -> new Trust(List.of(), List.of(LogFixture.WITNESS), 2, List.of()))
                .hasMessageContaining("quorum");
        assertThatThrownBy(() -> new Trust(List.of(LogFixture.WITNESS), List.of(), 0, List.of()))
                .hasMessageContaining("0x01");
        assertThatThrownBy(
                        () ->
                                new Trust(
                                        List.of(),
                                        List.of(LogFixture.WITNESS, LogFixture.WITNESS),
                                        1,
                                        List.of()))
                .hasMessageContaining("twice");
    }

    @Test
    void theWriterRefusesWhatWasNotSigned() {
        SignedNote other = sign(entries(SIZE, 5), SIZE, LOG);
        assertThatThrownBy(() -> export(log, other)).hasMessageContaining("root");
        assertThatThrownBy(() -> export(log.subList(1, SIZE), other)).hasMessageContaining("seq 0");
    }
}
