package dev.goldthread.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.ChainVerdict.Intact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainVerifierTest {

    private static final Origin ORIGIN = Origin.parse("ledger.example.org/infusion-pump");
    private static final Digest SCHEMA = Digest.sha256("schema");
    private static final int SIZE = 20;

    /** One record as it is stored. */
    private static final class StoredRecord {
        byte[] seal;
        byte[] leaf;
        Optional<Digest> schemaText = Optional.of(SCHEMA);
        byte[] body;

        StoredRecord(Sealed sealed, byte[] body) {
            this.seal = sealed.seal().toBytes();
            this.leaf = sealed.leaf().toBytes();
            this.body = body;
        }

        /** What a forger does who knows the format. */
        void reseal(Seal forged) {
            seal = forged.toBytes();
            leaf = forged.leaf().toBytes();
        }

        Seal parsed() {
            return Seal.parse(seal);
        }
    }

    private final List<StoredRecord> log = write(LogHead.EMPTY, SIZE, "event");

    private static List<StoredRecord> write(LogHead start, int count, String word) {
        List<StoredRecord> records = new ArrayList<>();
        LogHead head = start;
        for (int i = 0; i < count; i++) {
            byte[] body = (word + " " + i).getBytes(StandardCharsets.UTF_8);
            Sealed sealed = Chain.seal(head, 1_000_000L * (i + 1), SCHEMA, Digest.sha256(body));
            records.add(new StoredRecord(sealed, body));
            head = sealed.next();
        }
        return records;
    }

    private static ChainVerdict verify(ChainVerifier verifier, List<StoredRecord> records) {
        for (StoredRecord stored : records) {
            verifier.accept(stored.seal, stored.leaf, stored.schemaText, stored.body);
        }
        return verifier.finish();
    }

    private Broken findingIn(List<StoredRecord> records) {
        ChainVerdict verdict = verify(ChainVerifier.fromStart(ORIGIN), records);
        assertThat(verdict).isInstanceOf(Broken.class);
        Broken broken = (Broken) verdict;
        assertThat(broken.origin()).isEqualTo(ORIGIN);
        assertThat(broken.message())
                .startsWith(
                        "ledger.example.org/infusion-pump, seq %d: %s must be "
                                .formatted(broken.seq(), broken.field()));
        return broken;
    }

    private void assertBroken(long seq, String field) {
        Broken broken = findingIn(log);
        assertThat(broken.field()).isEqualTo(field);
        assertThat(broken.seq()).isEqualTo(seq);
    }

    private Checkpoint checkpoint() {
        CompactRange tree = CompactRange.EMPTY;
        for (StoredRecord stored : log) {
            tree = tree.append(stored.parsed().leaf());
        }
        return Checkpoint.of(ORIGIN, tree);
    }

    @Test
    void anUntouchedLogIsIntact() {
        StoredRecord last = log.getLast();
        assertThat(verify(ChainVerifier.fromStart(ORIGIN), log))
                .isEqualTo(new Intact(LogHead.after(last.parsed(), last.parsed().leaf())));
    }

    @Test
    void continuesWhereAnEarlierRunStopped() {
        ChainVerifier first = ChainVerifier.fromStart(ORIGIN);
        Intact half = (Intact) verify(first, log.subList(0, 11));
        ChainVerifier second = ChainVerifier.after(ORIGIN, half.head(), first.tree());
        second.expect(checkpoint());
        assertThat(verify(second, log.subList(11, SIZE))).isInstanceOf(Intact.class);
    }

    @Test
    void refusesAHeadWithAnotherTree() {
        LogHead head = new LogHead(3, SCHEMA, 1);
        assertThatThrownBy(() -> ChainVerifier.after(ORIGIN, head, CompactRange.EMPTY))
                .hasMessageContaining("3 and 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, SIZE - 1})
    void findsEditedBody(int seq) {
        log.get(seq).body[0] ^= 1;
        assertBroken(seq, "body");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, SIZE - 1})
    void findsEveryEditedByteOfASeal(int seq) {
        byte[] original = log.get(seq).seal.clone();
        for (int i = 0; i < original.length; i++) {
            byte[] edited = original.clone();
            edited[i] ^= 1;
            log.get(seq).seal = edited;
            Broken broken = findingIn(log);
            assertThat(broken.seq()).isEqualTo(seq);
            assertThat(broken.field()).as("byte %d", i).isIn(fieldsAt(i));
        }
    }

    /** An earlier time than the record before is found as such, a later one by the leaf. */
    private static List<String> fieldsAt(int offset) {
        if (offset < 1) {
            return List.of("version");
        }
        if (offset < 9) {
            return List.of("sealed_at", "leaf");
        }
        if (offset < 17) {
            return List.of("seq");
        }
        return List.of(offset < 49 ? "prev" : offset < 81 ? "schema" : "body");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, SIZE - 1})
    void findsEveryEditedByteOfALeaf(int seq) {
        for (int i = 0; i < Digest.LENGTH_BYTES; i++) {
            log.get(seq).leaf[i] ^= 1;
            assertBroken(seq, "leaf");
            log.get(seq).leaf[i] ^= 1;
        }
    }

    @Test
    void findsMissingHeaders() {
        log.get(4).leaf = new byte[0];
        assertThat(findingIn(log).found()).isEqualTo("missing");
        log.get(3).seal = new byte[0];
        assertBroken(3, "length");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 112, 114})
    void findsCutOrPaddedSeals(int lengthBytes) {
        log.get(5).seal = Arrays.copyOf(log.get(5).seal, lengthBytes);
        assertBroken(5, "length");
    }

    @Test
    void findsCutLeafAndBody() {
        log.get(6).leaf = Arrays.copyOf(log.get(6).leaf, 31);
        assertBroken(6, "leaf");
        log.get(5).body = Arrays.copyOf(log.get(5).body, 1);
        assertBroken(5, "body");
    }

    @Test
    void findsUnknownVersion() {
        log.get(5).seal[0] = 2;
        assertBroken(5, "version");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, SIZE - 2})
    void findsDroppedRecord(int seq) {
        log.remove(seq);
        assertBroken(seq, "seq");
    }

    @Test
    void findsRepeatedRecord() {
        log.add(8, log.get(7));
        assertBroken(8, "seq");
        assertThat(findingIn(log).meaning()).contains("repeated");
    }

    @Test
    void findsSwappedRecords() {
        StoredRecord moved = log.remove(9);
        log.add(8, moved);
        assertBroken(8, "seq");
    }

    @Test
    void findsInsertedRecordEvenWhenItIsSealedWell() {
        Seal before = log.get(7).parsed();
        List<StoredRecord> forged = write(LogHead.after(before, before.leaf()), 1, "forged");
        forged.getFirst()
                .reseal(
                        new Seal(
                                before.sealedAtMicros(),
                                8,
                                before.leaf(),
                                SCHEMA,
                                Digest.sha256(forged.getFirst().body)));
        log.add(8, forged.getFirst());
        assertBroken(9, "seq");
    }

    @Test
    void findsReplacedRecordAtItsSuccessor() {
        StoredRecord replaced = log.get(7);
        replaced.body = "forged".getBytes(StandardCharsets.UTF_8);
        Seal old = replaced.parsed();
        replaced.reseal(
                new Seal(
                        old.sealedAtMicros(), 7, old.prev(), SCHEMA, Digest.sha256(replaced.body)));
        assertBroken(8, "prev");
    }

    @Test
    void findsNonZeroPrevOfTheFirstRecord() {
        Seal old = log.getFirst().parsed();
        log.getFirst().reseal(new Seal(old.sealedAtMicros(), 0, SCHEMA, SCHEMA, old.body()));
        assertBroken(0, "prev");
    }

    @Test
    void findsTimeRunningBackwards() {
        Seal old = log.get(7).parsed();
        long before = log.get(6).parsed().sealedAtMicros();
        log.get(7).reseal(new Seal(before - 1, 7, old.prev(), SCHEMA, old.body()));
        assertBroken(7, "sealed_at");
    }

    @Test
    void findsMissingSchemaText() {
        log.get(7).schemaText = Optional.empty();
        assertBroken(7, "schema");
        assertThat(findingIn(log).found()).isEqualTo("missing");
    }

    @Test
    void findsAnotherSchemaText() {
        log.get(7).schemaText = Optional.of(Digest.sha256("another"));
        assertBroken(7, "schema");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void findsEveryRewriteOfHistoryByItsCheckpoint(long randomSeed) {
        Checkpoint signed = checkpoint();
        int from = new Random(randomSeed).nextInt(SIZE);
        LogHead head =
                from == 0
                        ? LogHead.EMPTY
                        : LogHead.after(
                                log.get(from - 1).parsed(), log.get(from - 1).parsed().leaf());
        List<StoredRecord> rewritten = new ArrayList<>(log.subList(0, from));
        for (int i = from; i < SIZE; i++) {
            byte[] body = ("rewritten " + i).getBytes(StandardCharsets.UTF_8);
            Sealed sealed = Chain.seal(head, 1_000_000L * (i + 1), SCHEMA, Digest.sha256(body));
            rewritten.add(new StoredRecord(sealed, body));
            head = sealed.next();
        }
        assertThat(verify(ChainVerifier.fromStart(ORIGIN), rewritten))
                .as("the chain alone is whole")
                .isInstanceOf(Intact.class);

        ChainVerifier verifier = ChainVerifier.fromStart(ORIGIN);
        verifier.expect(signed);
        ChainVerdict verdict = verify(verifier, rewritten);
        assertThat(verdict).isInstanceOf(Broken.class);
        assertThat(((Broken) verdict).field()).isEqualTo("root");
        assertThat(((Broken) verdict).seq()).isEqualTo(SIZE - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SIZE - 1})
    void findsACutEndByItsCheckpoint(int kept) {
        ChainVerifier verifier = ChainVerifier.fromStart(ORIGIN);
        verifier.expect(checkpoint());
        ChainVerdict verdict = verify(verifier, log.subList(0, kept));
        assertThat(verdict).isInstanceOf(Broken.class);
        assertThat(((Broken) verdict).field()).isEqualTo("size");
        assertThat(((Broken) verdict).seq()).isEqualTo(kept);
    }

    @Test
    void findsTwoCheckpointsOfOneSize() {
        ChainVerifier verifier = ChainVerifier.fromStart(ORIGIN);
        verifier.expect(checkpoint());
        ChainVerdict verdict = verifier.expect(new Checkpoint(ORIGIN.text(), SIZE, SCHEMA));
        assertThat(((Broken) verdict).meaning()).contains("two histories");
    }

    @Test
    void refusesAnotherLogsCheckpoint() {
        ChainVerifier verifier = ChainVerifier.fromStart(ORIGIN);
        ChainVerdict verdict =
                verifier.expect(new Checkpoint("ledger.example.org/other", SIZE, SCHEMA));
        assertThat(((Broken) verdict).field()).isEqualTo("origin");
    }

    @Test
    void refusesACheckpointThatComesTooLate() {
        ChainVerifier verifier = ChainVerifier.fromStart(ORIGIN);
        verify(verifier, log);
        assertThatThrownBy(() -> verifier.expect(new Checkpoint(ORIGIN.text(), 3, SCHEMA)))
                .hasMessageContaining("at least 20")
                .hasMessageContaining("but is 3");
    }

    @Test
    void keepsItsFirstFinding() {
        log.get(3).body[0] ^= 1;
        log.get(5).leaf[0] ^= 1;
        assertBroken(3, "body");
    }
}
