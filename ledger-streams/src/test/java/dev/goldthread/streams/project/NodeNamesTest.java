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
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNamesTest {

    /** Six bytes hold it. */
    private static final long OFFSET_FIRST = (1L << 47) - 100;

    @TempDir Path root;

    @Test
    void givesOneRowForEachNameInTheOrderOfKeys() {
        Random random = new Random(5);
        NodeNames names = new NodeNames();
        TreeSet<String> expected = new TreeSet<>();
        // More events and names than it has room for at first.
        for (int event = 0; event < 5_000; event++) {
            long offset = OFFSET_FIRST + 3L * event;
            names.begin(offset);
            for (int i = 0; i < 4; i++) {
                NodeRef node = requirement(PUMP, "REQ-" + random.nextInt(300));
                Role role = Role.values()[random.nextInt(2)];
                names.add(NodeHash.of(node), role);
                names.add(NodeHash.of(node), role);
                expected.add(
                        HexFormat.of().formatHex(GraphKeys.node(node, role))
                                + String.format(Locale.ROOT, "%012x", offset));
            }
        }

        try (RocksMemory memory = new RocksMemory(32);
                GraphDatabase database = GraphDatabase.open(root.resolve("store"), memory)) {
            RowBatch batch = database.newBatch();
            names.moveTo(batch, database.nodeCache(), OFFSET_FIRST);
            database.write(batch);

            assertThat(inBatch(batch)).containsExactlyElementsOf(expected);
            assertThat(inDatabase(database)).containsExactlyElementsOf(expected);

            batch.clear();
            names.moveTo(batch, database.nodeCache(), OFFSET_FIRST);
            assertThat(inBatch(batch)).isEmpty();
        }
    }

    /** Each row is a tag, its family and two lengths, of a byte each, and its key. */
    private static List<String> inBatch(RowBatch batch) {
        List<String> keys = new ArrayList<>();
        byte[] bytes = batch.toBytes();
        for (int at = 12; at < bytes.length; at += 4 + GraphKeys.NODE_KEY_BYTES) {
            keys.add(HexFormat.of().formatHex(bytes, at + 3, at + 3 + GraphKeys.NODE_KEY_BYTES));
        }
        return keys;
    }

    private static List<String> inDatabase(GraphDatabase database) {
        List<String> keys = new ArrayList<>();
        byte[] end = {-1, -1, -1, -1, -1, -1, -1};
        try (RowCursor rows = database.scan(Family.NODE, null, new byte[0], end)) {
            for (; rows.isAtRow(); rows.next()) {
                keys.add(HexFormat.of().formatHex(rows.key()));
            }
        }
        return keys;
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
