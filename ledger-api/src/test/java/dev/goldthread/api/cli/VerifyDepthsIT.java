package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.OptionsUtil;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The three depths of verification, before and after somebody changes the graph's store. */
class VerifyDepthsIT extends CommandsBesideALedger {

    @TempDir private Path root;
    private String url = "http://127.0.0.1:1";

    @Test
    void aChangedGraphIsFoundByTheDeepDepthAlone() throws Exception {
        try (Node node = start()) {
            for (int i = 0; i < 5; i++) {
                emit("pump", "e-" + i);
                emit("monitor", "e-" + i);
            }
            awaitCheckpoint("pump", 5);
            awaitCheckpoint("monitor", 5);

            assertThat(run("verify")).as(out + err).isZero();
            assertThat(out).contains("INTACT: depth default");
            assertEndsWithWhatItDidNotProve();
            assertThat(run("verify", "--quick")).as(out + err).isZero();
            assertThat(out).contains("CONSISTENT: depth quick").contains("none was read");
            assertEndsWithWhatItDidNotProve();
            assertThat(run("verify", "--deep")).as(out + err).isZero();
            assertThat(out).contains("INTACT: depth deep").contains("graph equal in partition");
            assertEndsWithWhatItDidNotProve();
            JsonNode deep = json("verify", "--deep", "-o", "json");
            assertThat(deep.path("intact").asBoolean()).isTrue();
            assertThat(deep.path("notProven")).isNotEmpty();
            assertThat(
                            deep.path("graph").findValues("nodes").stream()
                                    .mapToLong(JsonNode::asLong)
                                    .sum())
                    .isEqualTo(10);
            assertThat(json("verify", "--quick", "-o", "json").path("logs")).hasSize(2);
            assertThat(run("verify", "--deep", "--product", "pump")).isEqualTo(3);
            assertThat(run("verify", "--deep", "--quick")).isEqualTo(3);
        }
        assertThat(changeRows("pump Stop e-3".getBytes(StandardCharsets.UTF_8))).isEqualTo(1);

        try (Node node = start()) {
            emit("monitor", "e-6"); // it serves again, and was not rebuilt
            assertThat(run("verify")).as(out + err).isZero();
            assertThat(run("verify", "--deep")).as(out + err).isEqualTo(2);
            assertThat(out)
                    .contains("LEDGER INTACT, GRAPH DIFFERS")
                    .contains("REQ-e-3")
                    .contains("field content")
                    .contains("log goldthread.local/pump, seq 3");
            JsonNode flaw = json("verify", "--deep", "-o", "json").findValue("difference");
            assertThat(flaw.at("/node/id").asText()).isEqualTo("REQ-e-3");
            assertThat(flaw.at("/statedBy/0/seq").asLong()).isEqualTo(3);
        }
    }

    private void assertEndsWithWhatItDidNotProve() {
        assertThat(out.substring(out.indexOf("Not proven by this:")))
                .contains("what the events say is true")
                .containsPattern("sources were not reconciled|every source sent all it had")
                .contains("no witness that you named");
    }

    /** In every store of the graph; the ledger knows nothing of it. */
    private int changeRows(byte[] text) throws Exception {
        RocksDB.loadLibrary();
        List<Path> stores;
        try (Stream<Path> files = Files.walk(data())) {
            stores =
                    files.filter(file -> file.endsWith("CURRENT"))
                            .map(Path::getParent)
                            .filter(VerifyDepthsIT::isGraph)
                            .toList();
        }
        int changed = 0;
        for (Path store : stores) {
            changed += change(store, text);
        }
        return changed;
    }

    private static boolean isGraph(Path store) {
        return store.toString().contains("projector");
    }

    private static int change(Path store, byte[] text) throws RocksDBException {
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        DBOptions options = new DBOptions();
        OptionsUtil.loadLatestOptions(new ConfigOptions(), store.toString(), options, families);
        int changed = 0;
        try (RocksDB rocks = RocksDB.open(options, store.toString(), families, handles)) {
            for (ColumnFamilyHandle family : handles) {
                changed += change(rocks, family, text);
            }
            try (FlushOptions flush = new FlushOptions()) {
                rocks.flush(flush, handles);
            }
            handles.forEach(ColumnFamilyHandle::close);
        }
        return changed;
    }

    private static int change(RocksDB rocks, ColumnFamilyHandle family, byte[] text)
            throws RocksDBException {
        String wanted = new String(text, StandardCharsets.ISO_8859_1);
        int changed = 0;
        try (RocksIterator rows = rocks.newIterator(family)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                byte[] value = rows.value();
                int at = new String(value, StandardCharsets.ISO_8859_1).indexOf(wanted);
                if (at >= 0) {
                    value[at + wanted.indexOf("Stop")] = 's';
                    rocks.put(family, rows.key(), value);
                    changed++;
                }
            }
        }
        return changed;
    }

    @Override
    Path data() {
        return root.resolve("data");
    }

    private Node start() {
        Node node = Node.start(NodeOptions.embedded(data()).withPort(0), NodeListener.SILENT);
        url = node.url().toString();
        return node;
    }

    private void awaitCheckpoint(String product, long size) {
        long deadline = System.nanoTime() + 180_000_000_000L;
        while (run("checkpoint", product) != 0 || !out.contains("\n" + size + "\n")) {
            assertThat(System.nanoTime()).as("%s%n%s", out, err).isLessThan(deadline);
        }
    }

    private void emit(String product, String id) {
        String event =
                """
                {"id":"%s","product":"%s","type":"requirement.recorded","occurredAt":"2026-01-06T09:00:00Z",\
                "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://tracker.example.org","tool":"jira"},\
                "subject":{"type":"Requirement","id":"REQ-%s"},\
                "data":{"revision":"1","title":"%s Stop %s","level":"SOFTWARE"}}"""
                        .formatted(id, product, id, product, id);
        assertThat(run(event, List.of("emit", "-f", "-", "--wait", "30"))).as(err).isZero();
    }

    private JsonNode json(String... arguments) throws IOException {
        run(arguments);
        return LedgerClient.JSON.readTree(out);
    }

    @Override
    String address() {
        return url;
    }
}
