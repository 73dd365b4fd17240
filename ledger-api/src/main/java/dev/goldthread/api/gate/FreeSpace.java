package dev.goldthread.api.gate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the disk under the data folder has room for more. A broker that cannot write ends, and
 * what keeps state beside it fails; so events are refused while there is still room to seal and
 * project what was accepted before. Safe for any thread.
 */
public final class FreeSpace {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long FLOOR_MIN_BYTES = 64 * MEBIBYTE;
    private static final long FLOOR_MAX_BYTES = 1024 * MEBIBYTE;
    private static final int FLOOR_PART = 20;

    private final Path folder;
    private final long floorBytes;

    private FreeSpace(Path folder, long floorBytes) {
        this.folder = folder;
        this.floorBytes = floorBytes;
    }

    /**
     * Keeps a twentieth of the disk free, at least 64 MiB and at most 1 GiB.
     *
     * @param folder must exist
     */
    public static FreeSpace under(Path folder) {
        long total = folder.toFile().getTotalSpace();
        return new FreeSpace(
                folder, Math.clamp(total / FLOOR_PART, FLOOR_MIN_BYTES, FLOOR_MAX_BYTES));
    }

    /** Why nothing more is taken, and what to do; empty while there is room. */
    public Optional<String> problem() {
        long freeBytes = folder.toFile().getUsableSpace();
        return freeBytes >= floorBytes
                ? Optional.empty()
                : Optional.of(
                        "the disk under %s has %d MiB free, but the ledger keeps %d MiB; make room there: events are taken again by themselves then"
                                .formatted(folder, freeBytes / MEBIBYTE, floorBytes / MEBIBYTE));
    }

    /**
     * @throws DiskFullException when there is no room
     */
    void require() {
        problem()
                .ifPresent(
                        problem -> {
                            throw new DiskFullException(problem);
                        });
    }
}
