package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Ctrl-C sends, to a process and to all that it started, as a terminal does. A build that was
 * started in the background of a shell, or by nohup, ignores it, and so do the processes that it
 * starts: POSIX, "Shell Command Language", 2.11 and 2.12.
 */
final class Interrupts {

    /** Of util-linux: makes it the first of a process group. */
    private static final List<String> GROUP = List.of("setsid");

    /** Of GNU coreutils, 8.31 or later. */
    private static final List<String> HEARING = List.of("env", "--default-signal=INT");

    private static final long SIGINT_BIT = 1L << 1;
    private static final Path OWN_STATUS = Path.of("/proc/self/status");

    private final Process process;
    private final boolean isGroup;

    private Interrupts(Process process, boolean isGroup) {
        this.process = process;
        this.isGroup = isGroup;
    }

    /** Starts a process that hears it; skips the test where that cannot be brought about. */
    static Interrupts start(ProcessBuilder builder) throws IOException, InterruptedException {
        boolean isGroup = isKnown(GROUP);
        List<String> command = new ArrayList<>(isGroup ? GROUP : List.of());
        if (isKnown(HEARING)) {
            command.addAll(HEARING);
        } else {
            assumeFalse(
                    isIgnoredHere(),
                    "SIGINT is ignored here, and no env(1) resets it; start the build in the foreground");
        }
        command.addAll(builder.command());
        return new Interrupts(builder.command(command).start(), isGroup);
    }

    private static boolean isKnown(List<String> command) throws InterruptedException {
        List<String> tried = new ArrayList<>(command);
        tried.add("true");
        try {
            return new ProcessBuilder(tried).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isIgnoredHere() throws IOException {
        if (!Files.exists(OWN_STATUS)) {
            return false;
        }
        return Files.readAllLines(OWN_STATUS).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(ignored -> (ignored & SIGINT_BIT) != 0);
    }

    Process process() {
        return process;
    }

    /** Ctrl-C. */
    void send() throws IOException, InterruptedException {
        String target = (isGroup ? "-" : "") + process.pid();
        Process kill = new ProcessBuilder("kill", "-INT", "--", target).start();
        assertThat(kill.waitFor()).isZero();
    }
}
