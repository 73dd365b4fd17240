package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.api.drill.ChildProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own: what it tells, and what it leaves behind. */
class DemoIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path temp;
    private Path repository;
    private Optional<Process> running = Optional.empty();

    @BeforeEach
    void makeARepository() throws Exception {
        repository = Files.createDirectory(temp.resolve("some-repository"));
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.commit()
                    .setMessage("First")
                    .setAuthor("Ada", "ada@example.org")
                    .setCommitter("Ada", "ada@example.org")
                    .setAllowEmpty(true)
                    .setSign(false)
                    .call();
        }
    }

    @Test
    void tellsTheStoryAsJsonAndLeavesNothing() throws Exception {
        Process demo =
                endedWithThis(
                        demo("-o", "json").redirectError(temp.resolve("err").toFile()).start());
        JsonNode told = JSON.readTree(demo.getInputStream());

        assertThat(demo.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(demo.exitValue()).as(Files.readString(temp.resolve("err"))).isZero();
        assertThat(told.at("/git/commits").asInt()).isEqualTo(1);
        assertThat(told.path("story").findValuesAsText("file")).hasSize(48);
        assertThat(told.at("/trace/root/id").asText()).isEqualTo("7.2.4");
        assertThat(told.at("/trace/nodes").findValuesAsText("code"))
                .contains("VERIFIED")
                .doesNotContain("UNRESOLVED", "UNAPPROVED");
        assertThat(told.path("verification").toString())
                .contains("infusion-pump", "some-repository");
        assertThat(told.path("commands")).isNotEmpty();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void ctrlCLeavesNothingBehind() throws Exception {
        Interrupts interrupts =
                Interrupts.start(demo("--ending", "stay").redirectErrorStream(true));
        Process demo = endedWithThis(interrupts.process());
        Queue<String> rest = awaitLine(demo, "The ledger goes on at");
        List<ProcessHandle> children = demo.descendants().toList();
        assertThat(children).as("the broker").isNotEmpty();
        assertThat(leftovers()).isNotEmpty();

        interrupts.send();

        assertThat(demo.waitFor(3, TimeUnit.MINUTES)).as(String.join("\n", rest)).isTrue();
        for (ProcessHandle child : children) {
            child.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(leftovers()).isEmpty();
    }

    private Process endedWithThis(Process process) {
        running = Optional.of(ChildProcesses.endingWithThis(process));
        return process;
    }

    @AfterEach
    void endWhatATestLeft() {
        running.ifPresent(ChildProcesses::end);
    }

    private ProcessBuilder demo(String... flags) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + temp,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Goldthread.class.getName(),
                                "demo",
                                repository.toString()));
        command.addAll(List.of(flags));
        return new ProcessBuilder(command);
    }

    /** What it says after that line is read on, or its pipe would fill and hold it up. */
    private static Queue<String> awaitLine(Process process, String start) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
            if (line.startsWith(start)) {
                Queue<String> rest = new ConcurrentLinkedQueue<>();
                Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(rest::add));
                return rest;
            }
        }
        throw new AssertionError("the demo ended without \"%s\":\n%s".formatted(start, seen));
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(
                            file -> file.getFileName().toString().startsWith("goldthread-demo-"))
                    .toList();
        }
    }
}
