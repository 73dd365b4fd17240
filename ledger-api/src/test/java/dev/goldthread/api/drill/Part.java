package dev.goldthread.api.drill;

import dev.goldthread.api.cli.Goldthread;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;

/**
 * A {@code goldthread serve}, or another command that runs until it is stopped, in a process of its
 * own, killed and started again. One thread uses it.
 */
final class Part implements Killable, AutoCloseable {

    private static final Path ARCHIVE = Path.of("target", "drill.jsa").toAbsolutePath();
    private static final Duration READY_MAX = Duration.ofMinutes(5);
    private static final Duration STOP_MAX = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);

    private final String name;
    private final String subcommand;
    private final List<String> arguments;
    private final Path log;
    private final Path temporary;
    private Process process;
    private long logStart;
    private int killCount;

    Part(String name, Path folder, List<String> arguments) throws IOException {
        this(name, folder, "serve", arguments);
    }

    Part(String name, Path folder, String subcommand, List<String> arguments) throws IOException {
        this.name = name;
        this.subcommand = subcommand;
        this.arguments = List.copyOf(arguments);
        log = folder.resolve(name + ".log");
        temporary = folder.resolve(name + ".tmp");
        process = spawn();
    }

    private Process spawn() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xmx256m");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Djava.io.tmpdir=" + emptied(temporary));
        // Classes that were loaded once; made at the first clean stop, and passed over by the JVM
        // when the program has changed since. See CrashDrill.
        command.add("-XX:+AutoCreateSharedArchive");
        command.add("-XX:SharedArchiveFile=" + ARCHIVE);
        command.add("-Xlog:disable");
        command.add(Goldthread.class.getName());
        command.add(subcommand);
        command.addAll(arguments);
        logStart = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return ChildProcesses.endingWithThis(builder.start());
    }

    /** A killed process leaves the libraries that it unpacked, 15 MB each time. */
    private static Path emptied(Path folder) throws IOException {
        Utils.delete(folder.toFile());
        return Files.createDirectories(folder);
    }

    /** Without the tests' own folder, with which the JVM would make no archive of classes. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Waits until it serves.
     *
     * @throws AssertionError when it ended by itself, with what it said
     */
    @Override
    public void awaitReady() throws IOException, InterruptedException {
        awaitSaid("ready in");
    }

    /** Waits until it says so. */
    void awaitSaid(String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        while (!said().contains(text)) {
            requireAlive();
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "%s did not say \"%s\" within %s, but:%n%s"
                                .formatted(name, text, READY_MAX, said()));
            }
            process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("%s ended by itself:%n%s".formatted(name, said()));
        }
    }

    /** What it said since its last start. */
    private String said() throws IOException {
        byte[] all = Files.readAllBytes(log);
        return new String(
                all, (int) logStart, (int) (all.length - logStart), StandardCharsets.UTF_8);
    }

    @Override
    public void run(Duration time) throws IOException, InterruptedException {
        process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        requireAlive();
    }

    /**
     * Every other time its children die with it, as when a machine goes down; else the embedded
     * broker sees its parent end.
     */
    @Override
    public void kill() throws InterruptedException {
        List<ProcessHandle> children =
                killCount++ % 2 == 0 ? process.descendants().toList() : List.of();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    @Override
    public void startAgain() throws IOException {
        process = spawn();
    }

    /** SIGSTOP: it holds its connections, and does nothing. */
    void pause() throws IOException, InterruptedException {
        Signals.pause(process.toHandle());
    }

    /** SIGCONT: it goes on where it was. */
    void goOn() throws IOException, InterruptedException {
        Signals.goOn(process.toHandle());
    }

    /** A stop in good order. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name + " did not stop within " + STOP_MAX);
        }
    }

    @Override
    public void close() {
        ChildProcesses.end(process);
    }
}
