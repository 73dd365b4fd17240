package dev.goldthread.streams.project;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Hands Kafka Streams a new store for every task. There is nothing to choose: no cache, no log. */
final class GraphStoreBuilder implements StoreBuilder<GraphStore> {

    private final String name;
    private final Supplier<GraphStore> stores;

    GraphStoreBuilder(String name, Supplier<GraphStore> stores) {
        this.name = name;
        this.stores = stores;
    }

    @Override
    public GraphStore build() {
        return stores.get();
    }

    @Override
    public String name() {
        return name;
    }

    /** The ledger is the changelog; Streams must not make one. */
    @Override
    public boolean loggingEnabled() {
        return false;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public StoreBuilder<GraphStore> withCachingEnabled() {
        throw new UnsupportedOperationException("the store keeps its own pending rows");
    }

    @Override
    public StoreBuilder<GraphStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<GraphStore> withLoggingEnabled(Map<String, String> config) {
        throw new UnsupportedOperationException("the ledger topic is the store's changelog");
    }

    @Override
    public StoreBuilder<GraphStore> withLoggingDisabled() {
        return this;
    }
}
