package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.nio.file.Path;

/** A real store that holds one event of one product, for tests of what is asked of a store. */
public final class OpenStore implements AutoCloseable {

    private final RocksMemory memory = new RocksMemory(32);
    private final GraphStore store =
            new GraphStore(
                    "graph",
                    LedgerFixture.reader(),
                    new StoreDuties(
                            new LocalStores(),
                            memory,
                            new Counters(),
                            new RestoreProgress(line -> {})));

    /** Where it lies, and whose log it has. */
    public OpenStore(Path folder, Product product) {
        store.open(0, folder);
        store.serve();
        NodeRef subject = LedgerFixture.requirement(product, "R");
        store.apply(new LedgerFixture().seal(LedgerFixture.event(product, "e", subject, "title")));
        store.write();
    }

    public GraphReader lease() {
        return store.lease();
    }

    @Override
    public void close() {
        store.close();
        memory.close();
    }
}
