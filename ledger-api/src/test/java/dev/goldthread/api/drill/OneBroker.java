package dev.goldthread.api.drill;

import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;

/** The embedded broker, started by the test itself. */
final class OneBroker implements Brokers {

    private final DataFolder data;
    private EmbeddedBroker broker;

    OneBroker(Path folder) {
        data = DataFolder.open(folder);
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
    }

    @Override
    public Map<String, Object> client() {
        return broker.clientConfig();
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public void kill(int number) {
        broker.process().destroyForcibly();
        broker.process().onExit().join();
    }

    @Override
    public void startAgain(int number) {
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
    }

    @Override
    public void close() {
        broker.close();
        data.close();
    }
}
