package dev.goldthread.streams.seal;

import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A sealer in a process of its own, to be killed. Settings come on standard input as properties:
 * those of the client, {@code test.prefix} and {@code test.stateDir}.
 */
public final class SealerProcess {

    private SealerProcess() {}

    /** Runs until it is killed, or the test that started it ends. */
    public static void main(String[] arguments) throws IOException {
        Properties settings = new Properties();
        settings.load(System.in);
        String prefix = settings.remove("test.prefix").toString();
        Path stateDir = Path.of(settings.remove("test.stateDir").toString());
        Map<String, Object> client = new HashMap<>();
        settings.forEach((name, value) -> client.put(name.toString(), value));
        EmbeddedRegistry registry = EmbeddedRegistry.start(client, prefix + "._schemas");
        SealerConfig config =
                new SealerConfig(client, new LedgerTopics(prefix), stateDir, "test", 2, 0, 100_000);
        Sealer sealer = new Sealer(config, registry, InstantSource.system());
        sealer.start();
        ProcessHandle.current().parent().orElseThrow().onExit().join();
        Runtime.getRuntime().halt(1); // nobody is left to kill it
    }

    static Process start(Map<String, Object> client, String prefix, Path stateDir)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        // A killed process leaves the library that it unpacked.
                        "-Djava.io.tmpdir=" + stateDir.getParent(),
                        SealerProcess.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        Properties settings = new Properties();
        settings.putAll(client);
        settings.put("test.prefix", prefix);
        settings.put("test.stateDir", stateDir.toString());
        try (var out = process.getOutputStream()) {
            settings.store(out, null);
        }
        return process;
    }
}
