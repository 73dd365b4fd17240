package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static dev.goldthread.streams.project.LedgerFixture.event;
import static dev.goldthread.streams.project.LedgerFixture.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.EventId;
import dev.goldthread.streams.project.GraphDatabase.Family;
import dev.goldthread.streams.project.TakenIds.Taken;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenIdsTest {

    /** Of this product their hashes begin with the same six bytes, 586d26d4c889. */
    private static final EventId ONE = new EventId("e-4988436");

    private static final EventId OTHER = new EventId("e-5082787");

    @TempDir Path root;

    @Test
    void givesOneRowForEachIdInTheOrderOfKeys() {
        Random random = new Random(5);
        TakenIds ids = new TakenIds();
        TreeMap<Long, Long> expected = new TreeMap<>();
        // More than it has room for at first.
        for (long offset = 0; offset < 5_000; offset++) {
            long number = random.nextLong(1L << 48);
            Taken taken = new Taken(new EventKey(PUMP, new EventId("e-" + offset)), offset);
            ids.add(number, taken, offset);
            expected.put(number, offset);
            assertThat(ids.find(number)).isEqualTo(taken);
        }

        try (RocksMemory memory = new RocksMemory(32);
                GraphDatabase database = StoreFolder.open(root.resolve("store"), memory)) {
            RowBatch batch = database.newBatch();
            ids.moveTo(batch);
            database.write(batch);

            assertThat(numbersIn(batch)).containsExactlyElementsOf(expected.keySet());
            expected.forEach(
                    (number, offset) ->
                            assertThat(database.get(Family.ID, GraphKeys.id(number)))
                                    .isEqualTo(StoredNumbers.of(offset)));

            batch.clear();
            ids.moveTo(batch);
            assertThat(numbersIn(batch)).isEmpty();
            assertThat(ids.find(expected.firstKey())).isNull();
        }
    }

    /** Each row is a tag, its family and two lengths, of a byte each, its key and its value. */
    private static Iterable<Long> numbersIn(RowBatch batch) {
        TreeMap<Integer, Long> numbers = new TreeMap<>();
        byte[] bytes = batch.toBytes();
        int rowBytes = 4 + GraphKeys.ID_BYTES + Long.BYTES;
        for (int at = 12; at < bytes.length; at += rowBytes) {
            long number = 0;
            for (int i = at + 3; i < at + 3 + GraphKeys.ID_BYTES; i++) {
                number = number << 8 | (bytes[i] & 0xFF);
            }
            numbers.put(at, number);
        }
        return numbers.values();
    }

    @Test
    void refusesMoreIdsThanItCanNumber() {
        TakenIds ids = new TakenIds();
        Taken taken = new Taken(new EventKey(PUMP, ONE), 0);
        for (int number = 0; number < 32_768; number++) {
            ids.add(number, taken, number);
        }

        assertThatThrownBy(() -> ids.add(32_768, taken, 32_768))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("32768");
    }

    @Test
    void theNumberBehindTheLastIsTheFirst() {
        assertThat(GraphKeys.nextIdNumber(7)).isEqualTo(8);
        assertThat(GraphKeys.nextIdNumber((1L << 48) - 1)).isZero();
    }

    /** In one batch, from the memtable, and from files. */
    @Test
    void tellsIdsOfTheSameHashApart() {
        assertThat(GraphKeys.idNumber(PUMP, ONE))
                .isEqualTo(GraphKeys.idNumber(PUMP, OTHER))
                .isEqualTo(0x586d26d4c889L);
        LedgerFixture ledger = new LedgerFixture();
        Counters counters = new Counters();
        try (RocksMemory memory = new RocksMemory(32)) {
            GraphStore store =
                    new GraphStore(
                            "graph",
                            LedgerFixture.reader(),
                            new StoreDuties(
                                    new LocalStores(),
                                    memory,
                                    counters,
                                    new RestoreProgress(line -> {})));
            open(store);
            store.apply(ledger.seal(event(PUMP, ONE.value(), requirement(PUMP, "R"), "t")));
            store.apply(ledger.seal(event(PUMP, OTHER.value(), requirement(PUMP, "S"), "t")));
            store.apply(ledger.seal(event(PUMP, ONE.value(), requirement(PUMP, "R"), "t")));
            store.write();
            assertThat(counters.counts().duplicates()).isEqualTo(1);
            findsBoth(store);

            store.apply(ledger.seal(event(PUMP, OTHER.value(), requirement(PUMP, "S"), "t")));
            store.close();
            open(store);
            findsBoth(store);
            store.apply(ledger.seal(event(PUMP, OTHER.value(), requirement(PUMP, "S"), "t")));
            assertThat(counters.counts().duplicates()).isEqualTo(3);
            store.close();
        }
    }

    private void open(GraphStore store) {
        store.open(0, root.resolve("graph"));
        store.serve();
    }

    private static void findsBoth(GraphStore store) {
        try (GraphReader graph = store.lease()) {
            assertThat(graph.seqOf(new EventKey(PUMP, ONE))).hasValue(0);
            assertThat(graph.seqOf(new EventKey(PUMP, OTHER))).hasValue(1);
            assertThat(graph.seqOf(new EventKey(PUMP, new EventId("e-1")))).isEmpty();
        }
    }
}
