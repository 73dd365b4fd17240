package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static dev.goldthread.streams.project.LedgerFixture.event;
import static dev.goldthread.streams.project.LedgerFixture.link;
import static dev.goldthread.streams.project.LedgerFixture.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Fold;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.WriteBatch;

class GraphStoreTest {

    private static final TopicPartition LEDGER = new TopicPartition("ledger", 0);

    @TempDir Path root;
    private final RocksMemory memory = new RocksMemory(32);
    private final Counters counters = new Counters();
    private final List<String> told = new ArrayList<>();
    private final RestoreProgress restoring = new RestoreProgress(told::add);
    private final StoreDuties duties =
            new StoreDuties(new LocalStores(), memory, counters, restoring);
    private final List<GraphStore> stores = new ArrayList<>();
    private final List<AcceptedEvent> events = LedgerFixture.randomEvents(new Random(11), 300);
    private final List<ConsumerRecord<byte[], byte[]>> records = new LedgerFixture().seal(events);

    @AfterEach
    void close() {
        stores.forEach(GraphStore::close);
        memory.close();
    }

    @Test
    void continuesWhereItWasClosed() {
        GraphStore first = open(root.resolve("a"));
        records.subList(0, 100).forEach(first::apply);
        first.close();

        GraphStore second = open(root.resolve("a"));
        assertThat(second.committedOffset(LEDGER)).isEqualTo(99);
        records.subList(100, records.size()).forEach(second::apply);

        assertThat(digest(second)).isEqualTo(GraphContract.replay(events).digest());
    }

    @Test
    void reopensTheSameObject() {
        GraphStore store = open(root.resolve("a"));
        records.subList(0, 100).forEach(store::apply);
        store.close();
        assertThat(store.isOpen()).isFalse();

        store.open(0, root.resolve("a"));
        records.subList(100, records.size()).forEach(store::apply);

        assertThat(digest(store)).isEqualTo(GraphContract.replay(events).digest());
    }

    /** The files as they are while the store runs are what the end of the process leaves. */
    @Test
    void aCrashLeavesThePrefixThatItsOffsetNames() throws Exception {
        GraphStore closed = open(root.resolve("a"));
        records.subList(0, 80).forEach(closed::apply);
        closed.close();
        GraphStore crashed = open(root.resolve("a"));
        records.subList(80, 200).forEach(crashed::apply);
        crashed.write();
        copy(root.resolve("a"), root.resolve("b"));

        GraphStore store = open(root.resolve("b"));
        assertThat(store.committedOffset(LEDGER)).isEqualTo(79);
        assertThat(digest(store)).isEqualTo(GraphContract.replay(events.subList(0, 80)).digest());
        records.subList(40, records.size()).forEach(store::apply);
        assertThat(digest(store)).isEqualTo(GraphContract.replay(events).digest());
        assertThat(counters.counts().seen()).isEqualTo(40);
    }

    @Test
    void saysOnlyWhatIsDurable() {
        GraphStore store = open(root.resolve("a"));
        assertThat(store.committedOffset(LEDGER)).isNull();

        records.subList(0, 50).forEach(store::apply);
        store.commit(Map.of(LEDGER, 49L));

        assertThat(appliedOffset(store)).hasValue(49);
        assertThat(store.committedOffset(LEDGER)).isNull();
        store.close();
        assertThat(open(root.resolve("a")).committedOffset(LEDGER)).isEqualTo(49);
    }

    @Test
    void begetsAnEmptyStoreFromAnotherFormat() {
        GraphStore first = open(root.resolve("a"));
        records.forEach(first::apply);
        first.close();
        try (GraphDatabase database = StoreFolder.open(root.resolve("a"), memory);
                WriteBatch batch = new WriteBatch()) {
            database.put(batch, Family.META, GraphKeys.FORMAT, "layout 0".getBytes());
            database.write(batch);
            database.flush();
        }

        GraphStore second = open(root.resolve("a"));
        assertThat(second.committedOffset(LEDGER)).isNull();
        restoring.onRestoreStart(LEDGER, "graph", 0, 300);
        records.forEach(second::apply);
        assertThat(digest(second)).isEqualTo(GraphContract.replay(events).digest());
        assertThat(told)
                .containsExactly(
                        "partition 0: the store is rebuilt from the ledger, at most 300 events, because its format is layout 0, ours "
                                + StoreFolder.FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate .sst", "delete .sst", "delete MANIFEST", "delete CURRENT"})
    void begetsAnEmptyStoreFromHalfAStore(String damage) throws Exception {
        GraphStore first = open(root.resolve("a"));
        records.forEach(first::apply);
        first.close();
        damage(root.resolve("a"), damage);

        GraphStore second = open(root.resolve("a"));
        assertThat(second.committedOffset(LEDGER)).isNull();
        records.forEach(second::apply);
        assertThat(digest(second)).isEqualTo(GraphContract.replay(events).digest());
    }

    /** RocksDB opens such a store and finds the damage only when it reads the first row. */
    @Test
    void begetsAnEmptyStoreFromSpoiledRows() throws Exception {
        GraphStore first = open(root.resolve("a"));
        records.forEach(first::apply);
        first.close();
        spoilRows(root.resolve("a"));

        GraphStore second = open(root.resolve("a"));
        assertThat(second.committedOffset(LEDGER)).isNull();
        records.forEach(second::apply);
        assertThat(digest(second)).isEqualTo(GraphContract.replay(events).digest());
    }

    @Test
    void keepsAStoreThatSomeoneElseHolds() {
        GraphStore first = open(root.resolve("a"));
        records.forEach(first::apply);

        GraphStore second = store();
        assertThatThrownBy(() -> second.open(0, root.resolve("a")))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(StoreDamagedException.class)
                .hasMessageContaining("lock");

        first.close();
        assertThat(open(root.resolve("a")).committedOffset(LEDGER)).isEqualTo(records.size() - 1L);
    }

    @Test
    void aGapCondemnsTheStore() {
        GraphStore store = open(root.resolve("a"));
        records.subList(0, 50).forEach(store::apply);
        LedgerFixture other = new LedgerFixture();
        for (int i = 0; i < 400; i++) {
            other.skip(PUMP);
        }
        ConsumerRecord<byte[], byte[]> later =
                other.seal(event(PUMP, "later", requirement(PUMP, "R"), "t"));

        assertThatThrownBy(() -> store.apply(later)).isInstanceOf(Fold.GapException.class);
        assertThatThrownBy(() -> store.apply(records.get(50)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("opened again");
        store.close();
        store.open(0, root.resolve("a"));

        assertThat(store.committedOffset(LEDGER)).isNull();
        assertThat(counters.counts().rebuilds()).isEqualTo(1);
    }

    @Test
    void anotherLedgerCondemnsTheStore() {
        GraphStore store = open(root.resolve("a"));
        records.forEach(store::apply);
        ConsumerRecord<byte[], byte[]> other =
                new LedgerFixture().seal(event(PUMP, "other", requirement(PUMP, "R"), "t"));

        assertThatThrownBy(() -> store.apply(other))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining("seq 0");
    }

    @Test
    void whatFailedHalfwayIsNeverWritten() {
        GraphStore store = open(root.resolve("a"));
        records.subList(0, 50).forEach(store::apply);
        store.write();
        store.apply(records.get(50));
        ConsumerRecord<byte[], byte[]> noSeal =
                new ConsumerRecord<>("ledger", 0, 51, "lab".getBytes(), new byte[0]);

        assertThatThrownBy(() -> store.apply(noSeal)).isInstanceOf(IllegalArgumentException.class);
        store.write();
        store.close();

        store.open(0, root.resolve("a"));
        assertThat(counters.counts().rebuilds()).isZero();
        Long durable = store.committedOffset(LEDGER);
        int next = durable == null ? 0 : durable.intValue() + 1;
        assertThat(next).isLessThanOrEqualTo(50);
        records.subList(next, records.size()).forEach(store::apply);
        assertThat(digest(store)).isEqualTo(GraphContract.replay(events).digest());
    }

    @Test
    void closeWaitsForLeases() throws Exception {
        GraphStore store = open(root.resolve("a"));
        records.forEach(store::apply);
        store.write();
        GraphReader lease = store.lease();
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing =
                Thread.startVirtualThread(
                        () -> {
                            store.close();
                            closed.countDown();
                        });
        while (store.isServing()) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(store::lease).isInstanceOf(NotReadyException.class);
        assertThat(lease.position(PUMP)).isPresent();
        assertThatThrownBy(lease::digest).isInstanceOf(NotReadyException.class);
        assertThat(closed.getCount()).isEqualTo(1);
        assertThat(store.isOpen()).isTrue();
        lease.close();

        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        closing.join();
        assertThat(store.isOpen()).isFalse();
    }

    @Test
    void aLeaseSeesOneState() {
        GraphStore store = open(root.resolve("a"));
        records.subList(0, 100).forEach(store::apply);
        store.write();

        try (GraphReader before = store.lease()) {
            records.subList(100, records.size()).forEach(store::apply);
            store.write();
            assertThat(before.appliedOffset()).hasValue(99);
            assertThat(before.digest())
                    .isEqualTo(GraphContract.replay(events.subList(0, 100)).digest());
        }
        assertThat(digest(store)).isEqualTo(GraphContract.replay(events).digest());
    }

    /** Nodes asked for are kept; what is written later must show all the same, but not to all. */
    @Test
    void whatWasAskedBeforeIsNeverStale() {
        GraphStore store = open(root.resolve("a"));
        LedgerFixture ledger = new LedgerFixture();
        NodeRef need = requirement(PUMP, "NEED");
        List<GraphReader> leases = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            NodeRef input = requirement(PUMP, "REQ-" + i);
            store.apply(
                    ledger.seal(event(PUMP, "e" + i, input, "t", link(input, "refines", need))));
            store.apply(ledger.seal(event(PUMP, "n" + i, need, "t")));
            store.write();
            leases.add(store.lease());
            for (int k = i; k >= 0; k--) {
                assertThat(leases.get(k).effects(need)).hasSize(k + 1);
                assertThat(leases.get(k).node(need).facts()).hasSize(k + 1);
            }
        }
        leases.forEach(GraphReader::close);
    }

    @Test
    void doesNotAnswerBeforeItIsRestored() {
        GraphStore store = store();
        store.open(0, root.resolve("a"));

        assertThatThrownBy(store::lease).isInstanceOf(NotReadyException.class);
    }

    @Test
    void knowsWhereAnEventStands() {
        GraphStore store = open(root.resolve("a"));
        LedgerFixture ledger = new LedgerFixture();
        ConsumerRecord<byte[], byte[]> record =
                ledger.seal(event(PUMP, "e1", requirement(PUMP, "R"), "t"));
        store.apply(record);
        store.apply(ledger.seal(event(PUMP, "e1", requirement(PUMP, "R"), "t")));
        store.write();

        try (GraphReader graph = store.lease()) {
            EventKey key = new EventKey(PUMP, new EventId("e1"));
            assertThat(graph.seqOf(key)).hasValue(0);
            LogEntry entry = graph.entry(PUMP, 0).orElseThrow();
            assertThat(entry.event())
                    .contains(new LogEntry.Identity(Digest.sha256("e1"), Optional.empty()));
            assertThat(entry.sealedAt()).isEqualTo(LedgerFixture.NOON);
            assertThat(entry.leaf().toBytes())
                    .isEqualTo(record.headers().lastHeader("leaf").value());
            assertThat(graph.entry(PUMP, 1))
                    .hasValueSatisfying(e -> assertThat(e.offset()).isOne());
            assertThat(graph.entry(PUMP, 2)).isEmpty();
            assertThat(graph.positions()).containsOnlyKeys(PUMP);
        }
    }

    /** What the gate asks of every event; from memory as well as from files. */
    @Test
    void deniesNoEventThatItHasAndMostThatItHasNot() {
        GraphStore store = open(root.resolve("a"));
        records.forEach(store::apply);
        store.write();
        deniesWhatItHasNot(store);
        store.close();
        assertThatThrownBy(() -> store.surelyLacks(new EventKey(PUMP, new EventId("e"))))
                .isInstanceOf(NotReadyException.class);

        store.open(0, root.resolve("a"));
        assertThatThrownBy(() -> store.surelyLacks(new EventKey(PUMP, new EventId("e"))))
                .isInstanceOf(NotReadyException.class);
        store.serve();
        deniesWhatItHasNot(store);
    }

    private void deniesWhatItHasNot(GraphStore store) {
        for (AcceptedEvent event : events) {
            EventKey key = new EventKey(event.event().product(), event.event().id());
            assertThat(store.surelyLacks(key)).isFalse();
        }
        int denied = 0;
        for (int i = 0; i < 1_000; i++) {
            if (store.surelyLacks(new EventKey(PUMP, new EventId("unknown-" + i)))) {
                denied++;
            }
        }
        assertThat(denied).isGreaterThan(900);
    }

    private GraphStore open(Path folder) {
        GraphStore store = store();
        store.open(0, folder);
        store.serve();
        return store;
    }

    private GraphStore store() {
        GraphStore store = new GraphStore("graph", LedgerFixture.reader(), duties);
        stores.add(store);
        return store;
    }

    private static Digest digest(GraphStore store) {
        store.write();
        store.serve();
        try (GraphReader graph = store.lease()) {
            return graph.digest();
        }
    }

    private static OptionalLong appliedOffset(GraphStore store) {
        try (GraphReader graph = store.lease()) {
            return graph.appliedOffset();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void damage(Path folder, String damage) throws IOException {
        String[] words = damage.split(" ");
        try (Stream<Path> files = Files.list(folder)) {
            Path file =
                    files.filter(path -> path.getFileName().toString().contains(words[1]))
                            .findFirst()
                            .orElseThrow();
            if (words[0].equals("delete")) {
                Files.delete(file);
            } else {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
    }

    /** Rows come first in a table file; what RocksDB reads to open it stands at its end. */
    private static void spoilRows(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[1] ^= 1;
                Files.write(file, bytes);
            }
        }
    }
}
