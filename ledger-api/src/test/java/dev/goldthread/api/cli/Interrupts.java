package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Ctrl-C sends. A build that was started in the background of a shell, or by nohup, ignores
 * it, and so do the processes that it starts: POSIX, "Shell Command Language", 2.11 and 2.12.
 */
final class Interrupts {

    /** GNU coreutils 8.31 or later. */
    private static final List<String> HEARING = List.of("env", "--default-signal=INT");

    private static final long SIGINT_BIT = 1L << 1;
    private static final Path OWN_STATUS = Path.of("/proc/self/status");

    private Interrupts() {}

    /** Makes a process that is not started yet hear it, or skips the test where that is no use. */
    static void heardBy(ProcessBuilder builder) throws IOException, InterruptedException {
        if (isKnown(HEARING)) {
            List<String> command = new ArrayList<>(HEARING);
            command.addAll(builder.command());
            builder.command(command);
        } else {
            assumeFalse(
                    isIgnoredHere(),
                    "SIGINT is ignored here, and no env(1) resets it; start the build in the foreground");
        }
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

    static void send(Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
