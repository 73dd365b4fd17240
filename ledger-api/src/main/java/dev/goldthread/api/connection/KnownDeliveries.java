package dev.goldthread.api.connection;

import dev.goldthread.api.connection.JournalLine.Claim;
import dev.goldthread.api.connection.JournalLine.Kept;
import dev.goldthread.api.connection.JournalLine.Received;
import dev.goldthread.api.connection.JournalLine.Settled;
import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the lines of a {@link DeliveryJournal} say, as far as it is remembered: all that waits, and
 * what was settled last. For one thread at a time.
 */
final class KnownDeliveries {

    static final String UNFINISHED = "the ledger ended while it was read";

    private final int settledMax;
    private final int eventsMax;
    private final LinkedHashMap<Digest, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Digest> byDeliveryId = new HashMap<>();
    private int waiting;
    private int events;

    /** What it waits for. */
    private record Open(String kind, String because, Map<String, String> headers) {}

    /**
     * A delivery.
     *
     * @param open empty when it is settled
     */
    record Entry(Instant receivedAt, Claim claim, Optional<Open> open, Optional<Gave> gave) {

        boolean isOpen() {
            return open.isPresent();
        }

        /** Whether the line would say what is known. */
        boolean says(Kept line) {
            return open.equals(Optional.of(opened(line))) && gave.equals(line.gave());
        }

        private int waiting() {
            return open.isPresent() ? 1 : 0;
        }

        private int events() {
            return gave.map(each -> each.named().size()).orElse(0);
        }

        private Entry counted() {
            return new Entry(receivedAt, claim, open, gave.map(Gave::counted));
        }
    }

    /**
     * @param settledMax how many settled deliveries are remembered
     * @param eventsMax how many events are named, of all deliveries together
     */
    KnownDeliveries(int settledMax, int eventsMax) {
        this.settledMax = settledMax;
        this.eventsMax = eventsMax;
    }

    private static Open opened(Kept line) {
        return new Open(line.kind(), line.because(), Map.copyOf(line.headers()));
    }

    /** Whether its delivery id was another body's, or its body came as another kind. */
    boolean contradicts(Digest body, Claim claim) {
        Optional<Digest> named = claim.deliveryId().map(byDeliveryId::get);
        return named.filter(other -> !other.equals(body)).isPresent()
                || entry(body)
                        .filter(known -> !known.claim().kind().equals(claim.kind()))
                        .isPresent();
    }

    Optional<Entry> entry(Digest body) {
        return Optional.ofNullable(entries.get(body));
    }

    void apply(JournalLine line) {
        switch (line) {
            case Received received -> {
                received.claim()
                        .deliveryId()
                        .ifPresent(each -> byDeliveryId.put(each, received.body()));
                Open open = new Open("unfinished", UNFINISHED, received.headers());
                put(
                        received.body(),
                        new Entry(
                                received.at(),
                                received.claim(),
                                Optional.of(open),
                                Optional.empty()));
            }
            case Kept kept -> set(kept.body(), Optional.of(opened(kept)), kept.gave());
            case Settled settled -> set(settled.body(), Optional.empty(), settled.gave());
        }
    }

    private void set(Digest body, Optional<Open> open, Optional<Gave> gave) {
        Entry known = entries.get(body);
        if (known != null) {
            Entry entry = new Entry(known.receivedAt(), known.claim(), open, gave);
            put(body, entry);
            forgetBut(body);
            if (events > eventsMax) {
                put(body, entry.counted()); // all others wait
            }
        }
    }

    private void put(Digest body, Entry entry) {
        Entry before = entries.put(body, entry);
        waiting += entry.waiting() - (before == null ? 0 : before.waiting());
        events += entry.events() - (before == null ? 0 : before.events());
    }

    /** The oldest settled ones; what waits is never forgotten. */
    private void forgetBut(Digest latest) {
        while (settled() > settledMax || events > eventsMax) {
            Optional<Digest> oldest =
                    entries.entrySet().stream()
                            .filter(each -> !each.getValue().isOpen())
                            .map(Map.Entry::getKey)
                            .filter(body -> !body.equals(latest))
                            .findFirst();
            if (oldest.isEmpty()) {
                return;
            }
            forget(oldest.get());
        }
    }

    private void forget(Digest body) {
        Entry forgotten = entries.remove(body);
        if (forgotten != null) {
            forgotten.claim().deliveryId().ifPresent(byDeliveryId::remove);
            events -= forgotten.events();
        }
    }

    /** What waits, in the order it came. */
    List<Waiting> waiting() {
        List<Waiting> all = new ArrayList<>();
        entries.forEach((body, entry) -> waiting(body, entry).ifPresent(all::add));
        return all;
    }

    private static Optional<Waiting> waiting(Digest body, Entry entry) {
        return entry.open()
                .map(
                        open ->
                                new Waiting(
                                        body,
                                        open.kind(),
                                        open.because(),
                                        open.headers(),
                                        entry.receivedAt()));
    }

    Optional<Delivered> find(Digest body) {
        return entry(body)
                .map(
                        entry ->
                                new Delivered(
                                        entry.receivedAt(),
                                        entry.claim().deliveryId(),
                                        waiting(body, entry),
                                        entry.gave()));
    }

    int waitingCount() {
        return waiting;
    }

    private int settled() {
        return entries.size() - waiting;
    }

    /** How many lines a journal may have before it is worth writing anew. */
    int linesMax() {
        return 4 * (settledMax + waiting);
    }

    /** What says all of this, and no more. */
    Stream<JournalLine> lines() {
        return entries.entrySet().stream()
                .flatMap(each -> Stream.of(received(each), state(each.getKey(), each.getValue())));
    }

    private static JournalLine received(Map.Entry<Digest, Entry> each) {
        Entry entry = each.getValue();
        return new Received(each.getKey(), entry.receivedAt(), entry.claim(), Map.of());
    }

    private static JournalLine state(Digest body, Entry entry) {
        return entry.open()
                .<JournalLine>map(
                        open ->
                                new Kept(
                                        body,
                                        open.kind(),
                                        open.because(),
                                        open.headers(),
                                        entry.gave()))
                .orElseGet(() -> new Settled(body, entry.gave()));
    }
}
