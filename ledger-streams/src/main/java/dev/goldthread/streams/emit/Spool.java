package dev.goldthread.streams.emit;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.streams.emit.SpoolRecord.Added;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps events in a folder until the ledger has answered, in the order they were added. What is
 * added is on disk when the call returns, survives a crash of the process or the machine, and is
 * sent at least once; the ledger tells duplicates apart by id. Safe for any thread and for several
 * processes on one folder.
 *
 * <p>It remembers events after they were answered, at least the last {@value #REMEMBERED_EVENTS}:
 * one that is made again by a retry is the same event, with the same time and count.
 */
public final class Spool {

    static final int REMEMBERED_EVENTS = 1_000;

    private static final int EVENT_BYTES_MAX = 4 * 1024 * 1024;

    private final Path folder;
    private final SpoolContent content;

    /** Whether the spool counts an event for its source. */
    public enum Counting {
        /** An event without {@code source.seq} gets the next number of its source. */
        PER_SOURCE,
        /** The event is sent as it is. */
        AS_IS
    }

    /** Brings events to the ledger. */
    public interface Sender {
        /**
         * Returns once the ledger has answered for each of them, whatever the answer.
         *
         * @param events in order, each one line of UTF-8 JSON
         * @throws LedgerAwayException when it has not; they are sent again later
         */
        void send(List<byte[]> events) throws LedgerAwayException;
    }

    /**
     * What is here.
     *
     * @param waiting events that the ledger has not answered
     * @param counts the last number of each source, by product, blank and URI
     * @param aside files with what a crash left half written
     */
    public record Status(int waiting, Map<String, Long> counts, List<Path> aside) {
        public Status {
            counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
            aside = List.copyOf(aside);
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    /**
     * @param folder is created when the first event comes
     */
    public Spool(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.content = new SpoolContent(new SpoolFile(this.folder.resolve("spool.log")));
    }

    /**
     * Adds events; nothing is added unless all can be.
     *
     * @param events each the UTF-8 JSON of one event
     * @return them as they will be sent: with their count, or as they were added before
     * @throws SpoolException when one has the id of another that was added before, or the spool is
     *     full or damaged
     */
    public List<byte[]> add(List<byte[]> events, Counting counting) {
        return locked(
                () -> {
                    content.refresh();
                    Map<String, Long> counts = new HashMap<>(content.counts());
                    List<SpoolRecord> added = new ArrayList<>();
                    List<byte[]> asSent = new ArrayList<>();
                    for (byte[] event : events) {
                        asSent.add(add(event, counting, counts, added));
                    }
                    content.append(added);
                    return asSent;
                });
    }

    private byte[] add(
            byte[] json, Counting counting, Map<String, Long> counts, List<SpoolRecord> added)
            throws IOException {
        SpooledEvent event = SpooledEvent.parse(json);
        Optional<Added> before = content.find(event.product(), event.id());
        if (before.isPresent()) {
            byte[] asSent = before.get().json().toBytes();
            if (!SpooledEvent.parse(asSent).isRetriedBy(event)) {
                throw SpoolException.otherContent(event.product(), event.id());
            }
            return asSent;
        }
        long seq =
                counting == Counting.PER_SOURCE && !event.isCounted()
                        ? counts.merge(event.source(), 1L, Long::sum)
                        : 0;
        byte[] line = seq > 0 ? event.counted(seq) : json;
        if (line.length > EVENT_BYTES_MAX) {
            throw SpoolException.tooLarge(event.id(), line.length, EVENT_BYTES_MAX);
        }
        added.add(new Added(event.product(), event.id(), event.source(), seq, new Bytes(line)));
        return line;
    }

    /**
     * Sends what waits, in order; another process that is sending is waited for.
     *
     * @return how many events were answered
     * @throws LedgerAwayException when the ledger went away; what it answered before is done
     */
    public int send(Sender sender) throws LedgerAwayException {
        if (!content.exists()) {
            return 0;
        }
        int sent = 0;
        try (FolderLock _ = FolderLock.take(folder.resolve("sending"))) {
            for (List<byte[]> batch = waiting(); !batch.isEmpty(); batch = waiting()) {
                sender.send(batch);
                answered(batch.size());
                sent += batch.size();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return sent;
    }

    private List<byte[]> waiting() {
        return locked(
                () -> {
                    content.refresh();
                    return content.waiting();
                });
    }

    private void answered(int events) {
        locked(
                () -> {
                    content.refresh();
                    content.answered(events);
                    return events;
                });
    }

    public Status status() {
        if (!Files.isDirectory(folder)) {
            return new Status(0, Map.of(), List.of());
        }
        return locked(
                () -> {
                    content.refresh();
                    try (Stream<Path> files = Files.list(folder)) {
                        return new Status(
                                content.waitingEvents(),
                                content.counts(),
                                files.filter(each -> each.toString().contains(".torn-at-"))
                                        .sorted()
                                        .toList());
                    }
                });
    }

    public Path folder() {
        return folder;
    }

    private synchronized <T> T locked(Action<T> action) {
        try {
            Files.createDirectories(folder);
            try (FolderLock _ = FolderLock.take(folder.resolve("lock"))) {
                return action.run();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private UncheckedIOException unusable(IOException e) {
        return new UncheckedIOException(
                "spool folder %s cannot be used: %s; check that it is writable and has room"
                        .formatted(folder, e.getMessage()),
                e);
    }
}
