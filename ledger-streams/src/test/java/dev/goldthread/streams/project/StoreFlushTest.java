package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFlushTest {

    @TempDir Path root;
    private final RocksMemory memory = new RocksMemory(32);
    private final Counters counters = new Counters();
    private GraphDatabase database;
    private StoreFlush flush;
    private long written = -1;

    @BeforeEach
    void open() {
        database = StoreFolder.open(root.resolve("store"), memory);
        flush = new StoreFlush(database, counters);
    }

    @AfterEach
    void close() {
        flush.settle();
        database.close();
        memory.close();
    }

    @Test
    void claimsNothingUntilItHasEnded() {
        assertThat(flush.durableOffset()).isEmpty();
        writeUpTo(9);
        assertThat(flush.durableOffset()).isEmpty();

        flush.start(OptionalLong.of(9));
        flush.settle();

        assertThat(flush.durableOffset()).hasValue(9);
        assertThat(counters.counts().flushes()).isEqualTo(1);
    }

    /** What goes on being written meanwhile may be on disk too, but whole, and never less. */
    @Test
    void aCrashAfterItLeavesAtLeastWhatItClaims() throws Exception {
        // So few that no compaction takes files away while they are copied.
        for (int round = 0; round < 3; round++) {
            writeUpTo(written + 1_000);
            long claimed = written;
            flush.start(OptionalLong.of(claimed));
            writeUpTo(written + 1_000);
            flush.settle();
            assertThat(flush.durableOffset()).hasValue(claimed);

            Path crashed = root.resolve("crashed" + round);
            copy(root.resolve("store"), crashed);
            try (GraphDatabase left = StoreFolder.open(crashed, memory)) {
                long offset = left.offset().orElseThrow();
                assertThat(offset).isBetween(claimed, written);
                assertThat(left.get(Family.EVENT, GraphKeys.event(offset))).isNotNull();
                assertThat(left.get(Family.EVENT, GraphKeys.event(offset + 1))).isNull();
            }
        }
    }

    @Test
    void oneIsSettledBeforeTheNextBegins() {
        writeUpTo(9);
        flush.start(OptionalLong.of(9));

        assertThatThrownBy(() -> flush.start(OptionalLong.of(9)))
                .isInstanceOf(IllegalStateException.class);
        flush.settle();
        flush.start(OptionalLong.of(9));
    }

    /** A database that closes under a flush would take the process down. */
    @Test
    void anInterruptDoesNotEndTheWait() {
        writeUpTo(100_000);
        flush.start(OptionalLong.of(written));
        Thread.currentThread().interrupt();

        flush.settle();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(flush.durableOffset()).hasValue(written);
    }

    private void writeUpTo(long last) {
        while (written < last) {
            RowBatch batch = database.newBatch();
            for (int i = 0; i < 100 && written < last; i++) {
                batch.put(Family.EVENT, GraphKeys.event(++written), new byte[100]);
            }
            batch.put(Family.META, GraphKeys.OFFSET, StoredNumbers.of(written));
            database.write(batch);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                copyFile(file, to);
            }
        }
    }

    /** An empty write-ahead log may go away meanwhile. */
    private static void copyFile(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to.resolve(file.getFileName()));
        } catch (NoSuchFileException e) {
            assertThat(file.toString()).endsWith(".log");
        }
    }
}
