package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static dev.goldthread.streams.project.LedgerFixture.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.NodeHash;
import dev.goldthread.streams.project.GraphDatabase.Family;
import dev.goldthread.streams.project.GraphKeys.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNamesTest {

    /** Six bytes hold it. */
    private static final long OFFSET_FIRST = (1L << 47) - 100;

    @TempDir Path root;

    @Test
    void givesOneRowForEachNodeInARoleInTheOrderOfKeys() {
        Random random = new Random(5);
        NodeNames names = new NodeNames();
        TreeMap<String, TreeSet<Long>> expected = new TreeMap<>();
        // More events and names than it has room for at first.
        for (int event = 0; event < 5_000; event++) {
            long offset = OFFSET_FIRST + 3L * event;
            names.begin(offset);
            for (int i = 0; i < 4; i++) {
                NodeRef node = requirement(PUMP, "REQ-" + random.nextInt(300));
                Role role = Role.values()[random.nextInt(2)];
                names.add(NodeHash.of(node), role);
                names.add(NodeHash.of(node), role);
                expected.computeIfAbsent(
                                HexFormat.of().formatHex(GraphKeys.node(node, role)),
                                key -> new TreeSet<>())
                        .add(offset);
            }
        }

        try (RocksMemory memory = new RocksMemory(32);
                GraphDatabase database = StoreFolder.open(root.resolve("store"), memory)) {
            RowBatch batch = database.newBatch();
            names.moveTo(batch, database.nodeCache(), OFFSET_FIRST);
            database.write(batch);

            assertThat(keysIn(batch))
                    .hasSameSizeAs(expected.keySet())
                    .isSorted()
                    .allMatch(key -> key.length() == 2 * GraphKeys.NODE_KEY_BYTES);
            assertThat(inDatabase(database)).isEqualTo(expected);

            batch.clear();
            names.moveTo(batch, database.nodeCache(), OFFSET_FIRST);
            assertThat(keysIn(batch)).isEmpty();
        }
    }

    /**
     * Each row is a tag and its family, of a byte each, and its key and value behind their lengths.
     */
    private static List<String> keysIn(RowBatch batch) {
        List<String> keys = new ArrayList<>();
        byte[] bytes = batch.toBytes();
        int at = 12;
        while (at < bytes.length) {
            int key = at + 3;
            int value = key + bytes[at + 2];
            keys.add(HexFormat.of().formatHex(bytes, key, value));
            assertThat(bytes[value]).as("a length of one byte").isNotNegative();
            at = value + 1 + bytes[value];
        }
        return keys;
    }

    private static Map<String, TreeSet<Long>> inDatabase(GraphDatabase database) {
        Map<String, TreeSet<Long>> names = new TreeMap<>();
        byte[] end = {-1, -1, -1, -1, -1, -1, -1};
        try (RowCursor rows = database.scan(Family.NODE, null, new byte[0], end)) {
            for (; rows.isAtRow(); rows.next()) {
                long first = GraphKeys.offsetOf(rows.key());
                TreeSet<Long> offsets = new TreeSet<>();
                for (long offset : OffsetSteps.offsets(first, rows.value())) {
                    offsets.add(offset);
                }
                int prefix = GraphKeys.NODE_AND_ROLE_BYTES;
                names.put(HexFormat.of().formatHex(rows.key(), 0, prefix), offsets);
            }
        }
        return names;
    }

    @Test
    void refusesMoreEventsThanItCanNumber() {
        NodeNames names = new NodeNames();
        for (int event = 0; event < 32_768; event++) {
            names.begin(event);
        }

        assertThatThrownBy(() -> names.begin(32_768))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("32768");
    }
}
