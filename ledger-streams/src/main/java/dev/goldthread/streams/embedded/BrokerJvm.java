package dev.goldthread.streams.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM that a {@link BrokerProcess} runs in: small, soon up, and not to be reached by a
 * terminal.
 *
 * <p>What it has loaded and linked before it may find in an AOT cache (JEP 483, JEP 514), which the
 * launcher has made after a build and names in the system property {@value #CACHE}. A cache of
 * another class path or JVM is passed over.
 */
final class BrokerJvm {

    /** The file of the AOT cache; where there is none, each data folder has an archive. */
    static final String CACHE = "goldthread.broker.aot";

    /** Where to write what a cache is made of, an absolute path; when the broker ends. */
    static final String RECORDING = "goldthread.broker.aot.record";

    private static final Path SHELL = Path.of("/bin/sh");

    private BrokerJvm() {}

    /**
     * @param home the broker's folder, where the process works
     */
    static ProcessBuilder in(Path home, BrokerOptions options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xms64m");
        command.add("-Xmx" + options.heapMegabytesMax() + "m");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(loadedClasses(home));
        command.add("-Xlog:disable");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Djava.awt.headless=true");
        command.add("-Dslf4j.provider=" + BrokerLogProvider.class.getName());
        command.add("-Dslf4j.internal.verbosity=WARN");
        command.add(BrokerProcess.class.getName());
        ProcessBuilder builder = new ProcessBuilder(deaf(command)).directory(home.toFile());
        // An environment variable, because a class path may be longer than a command line.
        builder.environment().put("CLASSPATH", absoluteClassPath());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    private static List<String> loadedClasses(Path home) {
        String recording = System.getProperty(RECORDING, "");
        if (!recording.isEmpty()) {
            return List.of(
                    "-XX:AOTMode=record",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-AOTRecordTraining",
                    "-XX:AOTConfiguration=" + recording);
        }
        String cache = System.getProperty(CACHE, "");
        if (!cache.isEmpty() && Files.isRegularFile(Path.of(cache))) {
            return List.of("-XX:AOTCache=" + cache);
        }
        // Kept from the first clean stop on.
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + home.resolve("broker.jsa"));
    }

    /**
     * Ctrl-C, and a terminal that closes, reach every process in the foreground. The broker has to
     * outlive those that still write to it, so it ignores both: what a shell ignores stays ignored
     * over exec (POSIX, "exec"), and a JVM leaves it so. Its standard input tells it when to end.
     */
    private static List<String> deaf(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> all = new ArrayList<>();
        all.addAll(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "broker"));
        all.addAll(command);
        return all;
    }

    /** The child works in another folder, so relative entries would be lost. */
    private static String absoluteClassPath() {
        String separator = System.getProperty("path.separator");
        return List.of(System.getProperty("java.class.path").split(separator, -1)).stream()
                .filter(entry -> !entry.isEmpty())
                .map(
                        entry ->
                                entry.endsWith("*")
                                        ? Path.of(entry.substring(0, entry.length() - 1))
                                                .toAbsolutePath()
                                                .resolve("*")
                                                .toString()
                                        : Path.of(entry).toAbsolutePath().toString())
                .reduce((left, right) -> left + separator + right)
                .orElseThrow();
    }
}
