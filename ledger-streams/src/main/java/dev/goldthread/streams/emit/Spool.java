package dev.goldthread.streams.emit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.streams.emit.SpoolFile.Framed;
import dev.goldthread.streams.emit.SpoolRecord.Added;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
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
    private static final long FILE_BYTES_MAX = 1024L * 1024 * 1024;
    private static final long REPLACED_FROM_BYTES = 4L * 1024 * 1024;
    private static final int BATCH_EVENTS_MAX = 1_000;
    private static final int BATCH_BYTES_MAX = 8 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final SpoolFile file;
    private SpoolIndex index = new SpoolIndex();

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
        this.file = new SpoolFile(this.folder.resolve("spool.log"));
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
                "lock",
                () -> {
                    refresh();
                    Map<String, Long> counts = new HashMap<>(index.counts());
                    List<SpoolRecord> added = new ArrayList<>();
                    List<byte[]> asSent = new ArrayList<>();
                    for (byte[] event : events) {
                        asSent.add(add(event, counting, counts, added));
                    }
                    append(added);
                    return asSent;
                });
    }

    private byte[] add(
            byte[] event, Counting counting, Map<String, Long> counts, List<SpoolRecord> added)
            throws IOException {
        ObjectNode json = parse(event);
        String product = text(json, "product");
        String id = text(json, "id");
        Optional<Long> known = index.find(product, id);
        if (known.isPresent() && file.at(known.get()) instanceof Added before) {
            if (!comparable(parse(before.json().toBytes())).equals(comparable(json))) {
                throw SpoolException.otherContent(product, id);
            }
            return before.json().toBytes();
        }
        // A log shows the holes of its own product, so each product counts for itself.
        String source = product + " " + json.path("source").path("uri").asText("");
        boolean counted = counting == Counting.PER_SOURCE && !json.at("/source/seq").isNumber();
        if (counted) {
            json.withObject("source").put("seq", counts.merge(source, 1L, Long::sum));
        }
        byte[] line = counted ? write(json) : event;
        if (line.length > EVENT_BYTES_MAX) {
            throw SpoolException.tooLarge(id, line.length, EVENT_BYTES_MAX);
        }
        added.add(
                new Added(
                        product,
                        id,
                        source,
                        counted ? json.at("/source/seq").asLong() : 0,
                        new Bytes(line)));
        return line;
    }

    /**
     * A retry happens later, and is counted once; what its data tell of that moment, such as when a
     * build ended, is as late.
     */
    private static JsonNode comparable(ObjectNode json) {
        ObjectNode copy = json.deepCopy();
        JsonNode at = copy.remove("occurredAt");
        if (copy.get("data") instanceof ObjectNode data) {
            data.properties().stream()
                    .filter(field -> field.getValue().equals(at))
                    .forEach(field -> field.setValue(NullNode.getInstance()));
        }
        if (copy.get("source") instanceof ObjectNode source) {
            source.remove("seq");
        }
        return copy;
    }

    /**
     * Sends what waits, in order; another process that is sending is waited for.
     *
     * @return how many events were answered
     * @throws LedgerAwayException when the ledger went away; what it answered before is done
     */
    public int send(Sender sender) throws LedgerAwayException {
        if (!file.exists()) {
            return 0;
        }
        int sent = 0;
        try (FolderLock _ = FolderLock.take(folder.resolve("sending"))) {
            for (List<byte[]> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                sender.send(batch);
                answered(batch.size());
                sent += batch.size();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return sent;
    }

    private List<byte[]> nextBatch() {
        return locked(
                "lock",
                () -> {
                    refresh();
                    List<byte[]> batch = new ArrayList<>();
                    long bytes = 0;
                    for (int i = index.answered();
                            i < index.events()
                                    && batch.size() < BATCH_EVENTS_MAX
                                    && bytes < BATCH_BYTES_MAX;
                            i++) {
                        if (file.at(index.offset(i)) instanceof Added event) {
                            batch.add(event.json().toBytes());
                            bytes += batch.getLast().length;
                        }
                    }
                    return batch;
                });
    }

    private void answered(int events) {
        locked(
                "lock",
                () -> {
                    refresh();
                    append(List.of(new SpoolRecord.Answered(index.answered() + (long) events)));
                    if (index.waiting() == 0 && file.size() > REPLACED_FROM_BYTES) {
                        dropOldest();
                    }
                    return index.waiting();
                });
    }

    /** Begins a new file with the counts and the last events; all of them are answered. */
    private void dropOldest() throws IOException {
        List<SpoolRecord> kept = new ArrayList<>();
        kept.add(new SpoolRecord.Began(UUID.randomUUID().toString()));
        index.counts().forEach((source, seq) -> kept.add(new SpoolRecord.Counted(source, seq)));
        int from = Math.max(0, index.events() - REMEMBERED_EVENTS);
        for (int i = from; i < index.events(); i++) {
            kept.add(file.at(index.offset(i)));
        }
        kept.add(new SpoolRecord.Answered(index.events() - from));
        file.replace(kept);
    }

    public Status status() {
        if (!Files.isDirectory(folder)) {
            return new Status(0, Map.of(), List.of());
        }
        return locked(
                "lock",
                () -> {
                    refresh();
                    try (Stream<Path> files = Files.list(folder)) {
                        return new Status(
                                index.waiting(),
                                index.counts(),
                                files.filter(each -> each.toString().contains(".torn-at-"))
                                        .sorted()
                                        .toList());
                    }
                });
    }

    public Path folder() {
        return folder;
    }

    private void append(List<SpoolRecord> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        if (file.size() > FILE_BYTES_MAX) {
            throw SpoolException.full(file.path(), FILE_BYTES_MAX);
        }
        file.append(records);
        refresh();
    }

    /** Takes in what other processes wrote; a file that took the place of another is read anew. */
    private void refresh() throws IOException {
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

    private synchronized <T> T locked(String name, Action<T> action) {
        try {
            Files.createDirectories(folder);
            try (FolderLock _ = FolderLock.take(folder.resolve(name))) {
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

    private static ObjectNode parse(byte[] event) {
        try {
            if (JSON.readTree(event) instanceof ObjectNode json) {
                return json;
            }
            throw SpoolException.notJson("found something else");
        } catch (JsonProcessingException e) {
            throw SpoolException.notJson(e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static String text(ObjectNode json, String member) {
        String text = json.path(member).asText("");
        if (text.isEmpty()) {
            throw SpoolException.notAnEvent(member);
        }
        return text;
    }

    private static byte[] write(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
