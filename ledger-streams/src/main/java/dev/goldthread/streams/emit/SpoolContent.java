package dev.goldthread.streams.emit;

import dev.goldthread.streams.emit.SpoolFile.Framed;
import dev.goldthread.streams.emit.SpoolRecord.Added;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a spool holds: its file, and what that adds up to. Its user holds the folder's lock, and
 * calls {@link #refresh} first after taking it. Not thread-safe.
 */
final class SpoolContent {

    private static final long FILE_BYTES_MAX = 1024L * 1024 * 1024;
    private static final long REPLACED_FROM_BYTES = 4L * 1024 * 1024;
    private static final int BATCH_EVENTS_MAX = 1_000;
    private static final int BATCH_BYTES_MAX = 8 * 1024 * 1024;

    private final SpoolFile file;
    private SpoolIndex index = new SpoolIndex();

    SpoolContent(SpoolFile file) {
        this.file = file;
    }

    boolean exists() {
        return file.exists();
    }

    /** Takes in what other processes wrote; a file that took the place of another is read anew. */
    void refresh() throws IOException {
        if (!file.exists() || file.size() == 0) {
            file.replace(List.of(new SpoolRecord.Began(UUID.randomUUID().toString())));
        }
        boolean isSame =
                index.nextOffset() > 0
                        && file.size() >= index.nextOffset()
                        && file.at(0) instanceof SpoolRecord.Began(var generation)
                        && generation.equals(index.generation());
        if (!isSame) {
            index = new SpoolIndex();
        }
        for (Framed framed : file.read(index.nextOffset())) {
            index.apply(framed);
        }
    }

    Optional<Added> find(String product, String id) throws IOException {
        Optional<Long> offset = index.find(product, id);
        return offset.isPresent() && file.at(offset.get()) instanceof Added added
                ? Optional.of(added)
                : Optional.empty();
    }

    /** How far each source has counted. */
    Map<String, Long> counts() {
        return index.counts();
    }

    int waitingEvents() {
        return index.waiting();
    }

    /** The first events that wait, as many as are sent at a time. */
    List<byte[]> waiting() throws IOException {
        List<byte[]> batch = new ArrayList<>();
        long bytes = 0;
        for (int i = index.answered();
                i < index.events() && batch.size() < BATCH_EVENTS_MAX && bytes < BATCH_BYTES_MAX;
                i++) {
            if (file.at(index.offset(i)) instanceof Added event) {
                batch.add(event.json().toBytes());
                bytes += batch.getLast().length;
            }
        }
        return batch;
    }

    void append(List<SpoolRecord> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        if (file.size() > FILE_BYTES_MAX) {
            throw SpoolException.full(file.path(), FILE_BYTES_MAX);
        }
        file.append(records);
        refresh();
    }

    /**
     * @param events how many of those that wait, from the first
     */
    void answered(int events) throws IOException {
        append(List.of(new SpoolRecord.Answered(index.answered() + (long) events)));
        if (index.waiting() == 0 && file.size() > REPLACED_FROM_BYTES) {
            dropOldest();
        }
    }

    /** Begins a new file with the counts and the last events; all of them are answered. */
    private void dropOldest() throws IOException {
        List<SpoolRecord> kept = new ArrayList<>();
        kept.add(new SpoolRecord.Began(UUID.randomUUID().toString()));
        index.counts().forEach((source, seq) -> kept.add(new SpoolRecord.Counted(source, seq)));
        int from = Math.max(0, index.events() - Spool.REMEMBERED_EVENTS);
        for (int i = from; i < index.events(); i++) {
            kept.add(file.at(index.offset(i)));
        }
        kept.add(new SpoolRecord.Answered(index.events() - from));
        file.replace(kept);
    }
}
