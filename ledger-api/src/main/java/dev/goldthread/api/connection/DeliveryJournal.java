package dev.goldthread.api.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.goldthread.api.connection.JournalLine.Claim;
import dev.goldthread.api.connection.JournalLine.Kept;
import dev.goldthread.api.connection.JournalLine.Received;
import dev.goldthread.api.connection.JournalLine.Settled;
import dev.goldthread.api.connection.KnownDeliveries.Entry;
import dev.goldthread.api.owned.OwnerFiles;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection delivered, on disk, so that a restart loses nothing: every body is written
 * down before it is read, and settled or set waiting afterwards, with the events that it gave. One
 * that a crash leaves in between waits too. Thread-safe; one process at a time.
 *
 * <p>One JSON object per line: {@code received}, {@code waiting} or {@code settled} with the body's
 * digest. A line without end is what a crash left, and is dropped: nobody was answered by it.
 */
final class DeliveryJournal {

    /** Settled deliveries that replays are still found by; older ones are known by event ids. */
    static final int SETTLED_MAX = 50_000;

    /** Events that are named, of all deliveries together; beyond it old ones are forgotten. */
    static final int EVENTS_MAX = 200_000;

    /** More than these would fill the memory; somebody has to map or dismiss them. */
    static final int WAITING_MAX = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryJournal.class);

    private final Path file;
    private final KnownDeliveries known;
    private int lines;

    /** Whether the last line may have no end, because writing it failed. */
    private boolean isCut;

    private Instant last = Instant.EPOCH;

    /** What is known of a delivery when it comes. */
    sealed interface Arrival {

        /**
         * @param receivedAt when its body came first
         */
        record Accepted(Instant receivedAt, Repetition repetition) implements Arrival {}

        /** Its delivery id was another body's, or its body came as a message of another kind. */
        record Contradicted() implements Arrival {}
    }

    enum Repetition {
        FIRST,
        AGAIN
    }

    private DeliveryJournal(Path file, KnownDeliveries known) {
        this.file = file;
        this.known = known;
    }

    static DeliveryJournal open(Path file) {
        return open(file, SETTLED_MAX, EVENTS_MAX);
    }

    static DeliveryJournal open(Path file, int settledMax, int eventsMax) {
        DeliveryJournal journal =
                new DeliveryJournal(file, new KnownDeliveries(settledMax, eventsMax));
        try {
            OwnerFiles.createFolder(file.toAbsolutePath().resolveSibling(""));
            if (Files.exists(file)) {
                journal.load();
            }
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("journal %s cannot be read".formatted(file), e);
        }
    }

    private void load() throws IOException {
        // Not readString: a cut may go through a character.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        text.substring(0, end).lines().forEach(this::load);
        if (end < text.length() || isLong()) {
            rewrite();
        }
    }

    /** A line that a full disk cut short was written by nobody who was answered. */
    private void load(String line) {
        lines++;
        try {
            JournalLine.parse(line).ifPresent(this::apply);
        } catch (JsonProcessingException e) {
            LOG.warn("{}: line {} is cut short and left out", file, lines);
        }
    }

    private boolean isLong() {
        return lines > known.linesMax();
    }

    /**
     * Writes a delivery down.
     *
     * @param headers that its adapter reads
     * @param keep puts the body where it is kept, before it is written down
     */
    synchronized Arrival receive(
            Digest body, Claim claim, Map<String, String> headers, Instant now, Runnable keep) {
        if (known.contradicts(body, claim)) {
            return new Arrival.Contradicted();
        }
        keep.run(); // also heals a body that was damaged since
        Optional<Entry> before = known.entry(body);
        if (before.isPresent()) {
            last = now;
            return new Arrival.Accepted(before.get().receivedAt(), Repetition.AGAIN);
        }
        write(new Received(body, now, claim, headers));
        return new Arrival.Accepted(now, Repetition.FIRST);
    }

    /** All of it is in the ledger; one that was settled already keeps the events that it has. */
    synchronized void settle(Digest body, Gave gave) {
        known.entry(body)
                .filter(entry -> entry.isOpen() || entry.gave().isEmpty())
                .ifPresent(_ -> write(new Settled(body, Optional.of(gave))));
    }

    /** It will not be read any more. */
    synchronized void dismiss(Digest body) {
        known.entry(body)
                .filter(Entry::isOpen)
                .ifPresent(entry -> write(new Settled(body, entry.gave())));
    }

    /** It is kept for later, with what was known of its events. */
    synchronized void keepWaiting(
            Digest body, String kind, String because, Map<String, String> headers) {
        known.entry(body)
                .ifPresent(
                        entry -> keep(entry, new Kept(body, kind, because, headers, entry.gave())));
    }

    /** It is kept for later, and some of its events went to the gate. */
    synchronized void keepWaiting(
            Digest body, String kind, String because, Map<String, String> headers, Gave gave) {
        known.entry(body)
                .ifPresent(
                        entry ->
                                keep(
                                        entry,
                                        new Kept(body, kind, because, headers, Optional.of(gave))));
    }

    private void keep(Entry entry, Kept line) {
        if (!entry.says(line)) {
            write(line);
        }
    }

    /** What waits, in the order it came. */
    synchronized List<Waiting> waiting() {
        return known.waiting();
    }

    /** What became of a body, as far as it is remembered. */
    synchronized Optional<Delivered> find(Digest body) {
        return known.find(body);
    }

    synchronized int waitingCount() {
        return known.waitingCount();
    }

    synchronized boolean isFull() {
        return known.waitingCount() >= WAITING_MAX;
    }

    /** When something came last, by what this process and the journal know. */
    synchronized Optional<Instant> last() {
        return Optional.of(last).filter(at -> at.isAfter(Instant.EPOCH));
    }

    private void write(JournalLine line) {
        try {
            String text = line.text();
            boolean wasCut = isCut;
            isCut = true;
            OwnerFiles.append(file, wasCut ? "\n" + text : text);
            isCut = false;
            lines++;
            apply(line);
            if (isLong()) {
                rewrite();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("journal %s cannot be written".formatted(file), e);
        }
    }

    private void apply(JournalLine line) {
        known.apply(line);
        if (line instanceof Received received && received.at().isAfter(last)) {
            last = received.at();
        }
    }

    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder();
        lines = 0;
        known.lines()
                .forEach(
                        line -> {
                            text.append(line.text()).append('\n');
                            lines++;
                        });
        OwnerFiles.write(file, text.toString());
    }
}
