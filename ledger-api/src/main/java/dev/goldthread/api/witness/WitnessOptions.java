package dev.goldthread.api.witness;

import dev.goldthread.core.seal.KeyName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a witness runs.
 *
 * @param data its folder, made where missing and locked while it runs
 * @param host address to listen on
 * @param port 0 for a free one
 * @param name under which it cosigns; only needed at its first start, and never changed afterwards
 * @param logs what it watches
 * @param requestsPerSecond how many it answers, all logs together
 */
public record WitnessOptions(
        Path data,
        String host,
        int port,
        Optional<KeyName> name,
        List<WatchedLog> logs,
        int requestsPerSecond) {

    public static final String HOST_DEFAULT = "127.0.0.1";
    public static final int PORT_DEFAULT = 8081;
    public static final int REQUESTS_DEFAULT = 100;

    public WitnessOptions {
        logs = List.copyOf(logs);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, but is " + port);
        }
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "requests per second must be at least 1, but is " + requestsPerSecond);
        }
        if (logs.isEmpty()) {
            throw new IllegalArgumentException(
                    "a witness must watch at least one log, but there is none; give --log or --logs");
        }
    }
}
