package dev.goldthread.streams.checkpoint;

import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.keys.SignerChoice;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A checkpointer in a process of its own, to be killed. Settings come on standard input as
 * properties: those of the client, {@code test.prefix} and {@code test.folder}.
 */
public final class CheckpointerProcess {

    private CheckpointerProcess() {}

    /** Runs until it is killed, or the test that started it ends. */
    public static void main(String[] arguments) throws IOException {
        Properties settings = new Properties();
        settings.load(System.in);
        String prefix = settings.remove("test.prefix").toString();
        Path folder = Path.of(settings.remove("test.folder").toString());
        Map<String, Object> client = new HashMap<>();
        settings.forEach((name, value) -> client.put(name.toString(), value));
        KeyRing ring =
                KeyRing.open(
                        new KeyFolder(folder),
                        new SignerChoice.InDataFolder(),
                        Optional.empty(),
                        Instant.now(),
                        Optional::empty);
        CheckpointerConfig config =
                new CheckpointerConfig(
                        client,
                        new LedgerTopics(prefix),
                        TestLog.NAME,
                        folder.resolve("state"),
                        "test",
                        1);
        new Checkpointer(
                        config,
                        SigningRight.claim(config, ring),
                        EmbeddedRegistry.start(client, prefix + "._schemas"))
                .start();
        ProcessHandle.current().parent().orElseThrow().onExit().join();
        Runtime.getRuntime().halt(1); // nobody is left to kill it
    }

    static Process start(TestLog log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        // A killed process leaves the library that it unpacked.
                        "-Djava.io.tmpdir=" + log.folder,
                        CheckpointerProcess.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        Properties settings = new Properties();
        settings.putAll(log.client());
        settings.put("test.prefix", log.topics.prefix());
        settings.put("test.folder", log.folder.toString());
        try (var out = process.getOutputStream()) {
            settings.store(out, null);
        }
        return process;
    }
}
