package dev.goldthread.api.drill;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk of a few hundred MiB, in memory, and a file that takes the room on it. */
final class SmallDisk implements AutoCloseable {

    private static final int MEBIBYTE = 1024 * 1024;

    static final String NOT_PERMITTED =
            "a full disk needs a tmpfs, and only root may mount one; run it as root";

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /**
     * Mounts it; skips the test where that is not permitted.
     *
     * @param root is created
     */
    static SmallDisk mount(Path root, int mebibytes) throws IOException, InterruptedException {
        Optional<SmallDisk> disk = mountIfPermitted(root, mebibytes);
        if (disk.isEmpty()) {
            System.out.println("skipped: " + NOT_PERMITTED);
            abort(NOT_PERMITTED);
        }
        return disk.orElseThrow();
    }

    /** Where that is not permitted, {@code root} is a folder of the disk it lies on. */
    static Optional<SmallDisk> mountIfPermitted(Path root, int mebibytes)
            throws IOException, InterruptedException {
        Files.createDirectories(root);
        String size = "size=%dm".formatted(mebibytes);
        return run(List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", root.toString())) == 0
                ? Optional.of(new SmallDisk(root))
                : Optional.empty();
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            return -1; // no such program here
        }
    }

    Path root() {
        return root;
    }

    /** Another program's data: writes until so much is left, or nothing more goes. */
    void fill(int mebibytesLeft) throws IOException {
        byte[] block = new byte[MEBIBYTE / 16];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (freeBytes() > (long) mebibytesLeft * MEBIBYTE) {
                out.write(block);
            }
        } catch (IOException e) {
            if (mebibytesLeft > 0) {
                throw e;
            } // to the last byte was asked for
        }
    }

    long freeBytes() {
        return root.toFile().getUsableSpace();
    }

    /** The other program's data is gone. */
    void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return root.resolve("ballast");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (run(List.of("umount", root.toString())) != 0) {
            throw new AssertionError("%s is still mounted; end what uses it".formatted(root));
        }
    }
}
