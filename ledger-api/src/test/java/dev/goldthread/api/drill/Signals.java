package dev.goldthread.api.drill;

import java.io.IOException;

/** Stops a process for a while without its knowing: it wakes up and thinks that no time passed. */
final class Signals {

    private Signals() {}

    static void pause(ProcessHandle process) throws IOException, InterruptedException {
        send("-STOP", process);
    }

    static void goOn(ProcessHandle process) throws IOException, InterruptedException {
        send("-CONT", process);
    }

    private static void send(String signal, ProcessHandle process)
            throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("kill %s %d failed".formatted(signal, process.pid()));
        }
    }
}
