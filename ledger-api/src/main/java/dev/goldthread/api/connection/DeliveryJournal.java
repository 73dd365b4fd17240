package dev.goldthread.api.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.goldthread.api.connection.JournalLine.Claim;
import dev.goldthread.api.connection.JournalLine.Kept;
import dev.goldthread.api.connection.JournalLine.Received;
import dev.goldthread.api.connection.JournalLine.Settled;
import dev.goldthread.api.owned.OwnerFiles;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection delivered, on disk, so that a restart loses nothing: every body is written
 * down before it is read, and settled or set waiting afterwards. One that a crash leaves in between
 * waits too. Thread-safe; one process at a time.
 *
 * <p>One JSON object per line: {@code received}, {@code waiting} or {@code settled} with the body's
 * digest. A line without end is what a crash left, and is dropped: nobody was answered by it.
 */
final class DeliveryJournal {

    /** Settled deliveries that replays are still found by; older ones are known by event ids. */
    static final int SETTLED_MAX = 50_000;

    /** More than these would fill the memory; somebody has to map or dismiss them. */
    static final int WAITING_MAX = 100_000;

    static final String UNFINISHED = "the ledger ended while it was read";

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryJournal.class);

    private final Path file;
    private final int settledMax;
    private final LinkedHashMap<Digest, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Digest> byDeliveryId = new HashMap<>();
    private int waiting;
    private int lines;

    /** Whether the last line may have no end, because writing it failed. */
    private boolean isCut;

    private Instant last = Instant.EPOCH;

    private record Open(String kind, String because, Map<String, String> headers) {}

    private record Entry(Instant receivedAt, Claim claim, Optional<Open> open) {}

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

    private DeliveryJournal(Path file, int settledMax) {
        this.file = file;
        this.settledMax = settledMax;
    }

    static DeliveryJournal open(Path file) {
        return open(file, SETTLED_MAX);
    }

    static DeliveryJournal open(Path file, int settledMax) {
        DeliveryJournal journal = new DeliveryJournal(file, settledMax);
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
        return lines > 4 * (settledMax + waiting);
    }

    /**
     * Writes a delivery down.
     *
     * @param headers that its adapter reads
     * @param keep puts the body where it is kept, before it is written down
     */
    synchronized Arrival receive(
            Digest body, Claim claim, Map<String, String> headers, Instant now, Runnable keep) {
        Optional<Digest> named = claim.deliveryId().map(byDeliveryId::get);
        Entry known = entries.get(body);
        if ((named.isPresent() && !named.get().equals(body))
                || (known != null && !known.claim().kind().equals(claim.kind()))) {
            return new Arrival.Contradicted();
        }
        keep.run(); // also heals a body that was damaged since
        if (known != null) {
            last = now;
            return new Arrival.Accepted(known.receivedAt(), Repetition.AGAIN);
        }
        write(new Received(body, now, claim, headers));
        return new Arrival.Accepted(now, Repetition.FIRST);
    }

    /** All of it is in the ledger, or never will be. */
    synchronized void settle(Digest body) {
        Entry entry = entries.get(body);
        if (entry != null && entry.open().isPresent()) {
            write(new Settled(body));
        }
    }

    /** It is kept for later. */
    synchronized void keepWaiting(
            Digest body, String kind, String because, Map<String, String> headers) {
        Entry entry = entries.get(body);
        Open open = new Open(kind, because, Map.copyOf(headers));
        if (entry != null && !entry.open().equals(Optional.of(open))) {
            write(new Kept(body, kind, because, headers));
        }
    }

    /** What waits, in the order it came. */
    synchronized List<Waiting> waiting() {
        List<Waiting> all = new ArrayList<>();
        entries.forEach((digest, entry) -> waiting(digest, entry).ifPresent(all::add));
        return all;
    }

    private static Optional<Waiting> waiting(Digest digest, Entry entry) {
        return entry.open()
                .map(
                        open ->
                                new Waiting(
                                        digest,
                                        open.kind(),
                                        open.because(),
                                        open.headers(),
                                        entry.receivedAt()));
    }

    /** What became of a body, as far as it is remembered. */
    synchronized Optional<Delivered> find(Digest body) {
        return Optional.ofNullable(entries.get(body))
                .map(
                        entry ->
                                new Delivered(
                                        entry.receivedAt(),
                                        entry.claim().deliveryId(),
                                        waiting(body, entry)));
    }

    synchronized int waitingCount() {
        return waiting;
    }

    synchronized boolean isFull() {
        return waiting >= WAITING_MAX;
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
        switch (line) {
            case Received received -> apply(received);
            case Kept kept ->
                    set(
                            kept.body(),
                            Optional.of(new Open(kept.kind(), kept.because(), kept.headers())));
            case Settled settled -> set(settled.body(), Optional.empty());
        }
    }

    private void apply(Received line) {
        line.claim().deliveryId().ifPresent(each -> byDeliveryId.put(each, line.body()));
        Open open = new Open("unfinished", UNFINISHED, line.headers());
        Entry entry = new Entry(line.at(), line.claim(), Optional.of(open));
        if (entries.put(line.body(), entry) == null) {
            waiting++;
        }
        last = line.at().isAfter(last) ? line.at() : last;
    }

    private void set(Digest digest, Optional<Open> open) {
        Entry entry = entries.get(digest);
        if (entry != null) {
            waiting += (open.isPresent() ? 1 : 0) - (entry.open().isPresent() ? 1 : 0);
            entries.put(digest, new Entry(entry.receivedAt(), entry.claim(), open));
            forget();
        }
    }

    /** The oldest settled ones; what waits is never forgotten. */
    private void forget() {
        if (entries.size() - waiting <= settledMax) {
            return;
        }
        entries.entrySet().stream()
                .filter(entry -> entry.getValue().open().isEmpty())
                .findFirst()
                .ifPresent(
                        oldest -> {
                            oldest.getValue().claim().deliveryId().ifPresent(byDeliveryId::remove);
                            entries.remove(oldest.getKey());
                        });
    }

    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder();
        entries.forEach(
                (body, entry) -> {
                    var received = new Received(body, entry.receivedAt(), entry.claim(), Map.of());
                    text.append(received.text()).append('\n');
                    text.append(state(body, entry).text()).append('\n');
                });
        OwnerFiles.write(file, text.toString());
        lines = 2 * entries.size();
    }

    private static JournalLine state(Digest body, Entry entry) {
        return entry.open()
                .<JournalLine>map(
                        open -> new Kept(body, open.kind(), open.because(), open.headers()))
                .orElseGet(() -> new Settled(body));
    }
}
