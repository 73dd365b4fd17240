package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a node might leave in its process: threads, processes, MBeans, open files.
 *
 * @param known what was there before
 */
record Remains(Set<Object> known, Path data) {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The JDK's own for the whole process: made when first needed, not for each node. */
    private static final List<String> SHARED_THREADS =
            List.of(
                    "ForkJoinPool",
                    "process reaper",
                    "MasterPoller",
                    "ReadPoller",
                    "WritePoller",
                    "VirtualThread-unblocker",
                    "Cleaner-",
                    "Attach Listener",
                    "Notification Thread");

    /**
     * @param data the node's folder
     */
    static Remains before(Path data) throws IOException {
        Set<Object> known = new HashSet<>(threads());
        known.addAll(others(data));
        return new Remains(known, data);
    }

    /** A thread that was told to end may need a moment. */
    void awaitNone() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads()) {
            if (!known.contains(thread)) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                assertThat(thread.isAlive()).as("thread %s lives on", thread.getName()).isFalse();
            }
        }
        Set<Object> left = new HashSet<>(others(data));
        left.removeAll(known);
        assertThat(left).as("left behind").isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> SHARED_THREADS.stream().noneMatch(each.getName()::startsWith))
                .toList();
    }

    private static Set<Object> others(Path data) throws IOException {
        Set<Object> others = new HashSet<>();
        ProcessHandle.current().children().filter(ProcessHandle::isAlive).forEach(others::add);
        others.addAll(ManagementFactory.getPlatformMBeanServer().queryNames(null, null));
        others.addAll(openFiles(data));
        return others;
    }

    /** Those in the folder, where the system tells. */
    private static Set<Path> openFiles(Path data) throws IOException {
        Set<Path> open = new TreeSet<>();
        if (Files.isDirectory(OPEN_FILES)) {
            try (Stream<Path> links = Files.list(OPEN_FILES)) {
                for (Path link : links.toList()) {
                    addTarget(link, open);
                }
            }
            open.removeIf(file -> !file.startsWith(data));
        }
        return open;
    }

    private static void addTarget(Path link, Set<Path> open) throws IOException {
        try {
            open.add(Files.readSymbolicLink(link));
        } catch (NoSuchFileException e) {
            // It was closed since it was listed, as that of the listing itself.
        }
    }
}
