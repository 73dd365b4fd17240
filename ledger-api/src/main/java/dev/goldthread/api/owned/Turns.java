package dev.goldthread.api.owned;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work on files that threads and processes do one after the other, by the operating system's lock
 * on a file beside them. The lock ends with its process, however that ends.
 */
public final class Turns {

    /** The operating system's lock is the process's; its threads need one of their own. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private Turns() {}

    /** What is done in one turn. */
    public interface Work<T> {
        T run() throws IOException;
    }

    /**
     * @param lock the file to lock; created where missing
     */
    public static <T> T take(Path lock, Work<T> work) throws IOException {
        Path file = lock.toAbsolutePath().normalize();
        ReentrantLock threads = THREADS.computeIfAbsent(file, _ -> new ReentrantLock());
        threads.lock();
        try {
            OwnerFiles.createFile(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                return work.run();
            }
        } finally {
            threads.unlock();
        }
    }
}
