package dev.goldthread.api.drill;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Processes of a test, which must not outlive it. */
public final class ChildProcesses {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(ChildProcesses::end)));
    }

    private ChildProcesses() {}

    /** Is ended at the latest when this process is told to end. */
    public static Process endingWithThis(Process process) {
        RUNNING.add(process);
        process.onExit().thenAccept(RUNNING::remove);
        return process;
    }

    /** Bounded, because where nobody reaps orphans a dead one seems to live on. */
    private static void awaitEnd(ProcessHandle orphan) {
        orphan.onExit().completeOnTimeout(orphan, 10, TimeUnit.SECONDS).join();
    }

    /** Ends it and its descendants by force, and returns when they are gone. */
    public static void end(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        descendants.forEach(ChildProcesses::awaitEnd);
    }
}
