package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.goldthread.api.drill.ChildProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with this build's jar, in a folder of its own. */
class LauncherIT {

    private static final Path BUILT = Path.of("target").toAbsolutePath();

    /** The JVM ends when it has to do without the cache that it is told of. */
    private static final Map<String, String> STRICT = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

    @TempDir Path home;

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(
                Files.isRegularFile(BUILT.resolve("goldthread.jar")),
                "not packaged: the launcher is tested by mvn verify");
        Files.copy(Path.of("..", "goldthread"), home.resolve("goldthread"));
        Files.createFile(home.resolve("pom.xml"));
        for (String module : List.of("schemas", "ledger-core", "ledger-streams", "ledger-api")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.createFile(home.resolve(module).resolve("pom.xml"));
        }
        Path target = Files.createDirectories(home.resolve("ledger-api/target"));
        Files.copy(BUILT.resolve("goldthread.jar"), target.resolve("goldthread.jar"));
        Files.createSymbolicLink(target.resolve("lib"), BUILT.resolve("lib"));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void rehearsesOnceAndStartsFromWhatWasLearned() throws Exception {
        List<String> first = serve("first", Map.of("GOLDTHREAD_LEDGER_NAME", "ledger.example.org"));
        assertThat(first).anyMatch(line -> line.startsWith("rehearsed in "));

        List<String> second = serve("second", STRICT);
        assertThat(second).noneMatch(line -> line.startsWith("rehears"));

        Path cache = home.resolve("target/client.aot");
        assertThat(run(STRICT, "--version")).isZero();
        Files.delete(cache);
        assertThat(run(STRICT, "--version")).as("strict, without a cache").isNotZero();
        assertThat(run(Map.of(), "--version")).isZero();
    }

    /** Until it serves, then tells it to end; what it said until then. */
    private List<String> serve(String data, Map<String, String> environment) throws Exception {
        String folder = home.resolve(data).toString();
        Process process = start(environment, "serve", "--port", "0", "--data", folder);
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("Goldthread serves at")) {
                said.add(line);
                line = lines.readLine();
            }
            assertThat(line).as("serves, after: %s", said).isNotNull();
            assertThat(process.toHandle().destroy()).isTrue(); // its streams stay open
            lines.lines().forEach(said::add);
            assertThat(process.waitFor()).as("ended by TERM").isEqualTo(143);
        } finally {
            ChildProcesses.end(process);
        }
        return said;
    }

    private int run(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().toList()).isNotEmpty();
        }
        return process.waitFor();
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("bash", home.resolve("goldthread").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("GOLDTHREAD_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return ChildProcesses.endingWithThis(builder.start());
    }
}
