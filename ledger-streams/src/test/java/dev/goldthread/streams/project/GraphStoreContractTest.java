package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class GraphStoreContractTest extends GraphContract {

    @TempDir Path root;
    private final RocksMemory memory = new RocksMemory(32);
    private final List<GraphStore> stores = new ArrayList<>();

    @AfterEach
    void close() {
        stores.forEach(GraphStore::close);
        memory.close();
    }

    @Override
    Subject newSubject() {
        StoreDuties duties =
                new StoreDuties(
                        new LocalStores(), memory, new Counters(), new RestoreProgress(line -> {}));
        GraphStore store = new GraphStore("graph", LedgerFixture.reader(), duties);
        store.open(0, root.resolve("store-" + stores.size()));
        store.serve();
        stores.add(store);
        return new Subject() {

            private int applied;

            /** Batches of three, so that the fold meets rows both pending and stored. */
            @Override
            public void apply(ConsumerRecord<byte[], byte[]> record) {
                store.apply(record);
                if (++applied % 3 == 0) {
                    store.write();
                }
            }

            @Override
            public <T> T ask(Function<GraphView, T> question) {
                store.write();
                try (GraphReader graph = store.lease()) {
                    return question.apply(graph);
                }
            }

            @Override
            public Digest digest() {
                store.write();
                try (GraphReader graph = store.lease()) {
                    return graph.digest();
                }
            }

            @Override
            public List<Node> nodes() {
                store.write();
                List<Node> nodes = new ArrayList<>();
                try (GraphReader graph = store.lease()) {
                    graph.nodes().forEach(nodes::add);
                }
                return nodes;
            }
        };
    }
}
