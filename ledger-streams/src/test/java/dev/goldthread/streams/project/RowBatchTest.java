package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RocksDB itself says whether what we lay out is a batch. */
class RowBatchTest {

    @TempDir Path root;
    private final RocksMemory memory = new RocksMemory(32);
    private GraphDatabase database;
    private RowBatch batch;

    @BeforeEach
    void open() {
        database = StoreFolder.open(root.resolve("store"), memory);
        batch = database.newBatch();
    }

    @AfterEach
    void close() {
        database.close();
        memory.close();
    }

    static List<BiConsumer<GraphDatabase, RowBatch>> everyRowComesBackFromItsFamily() {
        return List.of(
                GraphDatabase::write,
                (database, rows) -> PlainWriter.putByPut(List.of(rows.toBytes()), database),
                (database, rows) -> PlainWriter.batchByBatch(List.of(rows.toBytes()), database));
    }

    @ParameterizedTest
    @MethodSource
    void everyRowComesBackFromItsFamily(BiConsumer<GraphDatabase, RowBatch> writer) {
        Random random = new Random(7);
        Map<Family, Map<String, byte[]>> put = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            Map<String, byte[]> rows = new LinkedHashMap<>();
            // Lengths around those at which a varint takes another byte.
            for (int length : new int[] {0, 1, 127, 128, 16_383, 16_384, 300_000}) {
                byte[] key = new byte[13];
                random.nextBytes(key);
                byte[] value = new byte[length];
                random.nextBytes(value);
                batch.put(family, key, value);
                rows.put(HexFormat.of().formatHex(key), value);
            }
            put.put(family, rows);
        }

        writer.accept(database, batch);

        put.forEach(
                (family, rows) ->
                        rows.forEach(
                                (key, value) ->
                                        assertThat(
                                                        database.get(
                                                                family,
                                                                HexFormat.of().parseHex(key)))
                                                .isEqualTo(value)));
    }

    @Test
    void theLaterOfTwoRowsStands() {
        byte[] key = GraphKeys.event(1);
        batch.put(Family.EVENT, key, new byte[] {1});
        batch.put(Family.EVENT, key, new byte[] {2});

        database.write(batch);

        assertThat(database.get(Family.EVENT, key)).containsExactly(2);
    }

    @Test
    void isEmptyOnceCleared() {
        batch.put(Family.EVENT, GraphKeys.event(1), new byte[] {1});
        batch.clear();
        batch.put(Family.EVENT, GraphKeys.event(2), new byte[] {2});

        database.write(batch);

        assertThat(database.get(Family.EVENT, GraphKeys.event(1))).isNull();
        assertThat(database.get(Family.EVENT, GraphKeys.event(2))).containsExactly(2);
        assertThat(batch.length()).isEqualTo(batch.toBytes().length);
        assertThat(Arrays.copyOfRange(batch.toBytes(), 8, 12)).containsExactly(1, 0, 0, 0);
    }
}
