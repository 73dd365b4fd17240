package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the verification of a bundle came to.
 *
 * @param log empty when nothing in the bundle says which it is
 * @param checkpoint the newest, its signature valid; empty when there is none such
 * @param subject what was derived again
 * @param keys where the keys came from that the checkpoint was held against
 * @param cosignatures how many trusted witnesses cosigned the checkpoint
 * @param flaws the first hundred
 * @param flawCount all
 * @param timestamps time stamp responses over checkpoints of this log: verified, or, where no roots
 *     were given to verify them by, all there are
 * @param unchecked signature lines by keys that were not given, as {@code <key name> in <file>};
 *     the first hundred
 */
public record BundleReport(
        Optional<Origin> log,
        Optional<Checkpoint> checkpoint,
        Subject subject,
        KeySource keys,
        int cosignatures,
        List<Flaw> flaws,
        long flawCount,
        List<Timestamp> timestamps,
        List<String> unchecked) {

    /** What a bundle is about. */
    public sealed interface Subject {

        /**
         * A whole log.
         *
         * @param entries how many were read
         * @param earlier how many earlier checkpoints were found to be of this very log
         */
        record WholeLog(long entries, long earlier) implements Subject {}

        /** One event; empty facts could not be read. */
        record OneEvent(Optional<Long> seq, Optional<Instant> sealedAt, Optional<EventId> id)
                implements Subject {}
    }

    /** Who vouches for the log's keys. */
    public enum KeySource {
        /** The caller had them from elsewhere. */
        OUTSIDE,
        /** The bundle itself, which shows consistency only. */
        INSIDE
    }

    /**
     * A time stamp response.
     *
     * @param file an RFC 3161 TimeStampResp, DER
     * @param note SHA-256 of the note with one signature alone, the log's own: what must be stamped
     * @param size the checkpoint's
     * @param stamp what it proves; empty when somebody still has to hold it against its authority's
     *     certificate
     */
    public record Timestamp(String file, Digest note, long size, Optional<Stamp> stamp) {}

    /**
     * A verified stamp.
     *
     * @param time the checkpoint existed then or before, by the authority's clock
     * @param authority subject of the certificate that signed
     */
    public record Stamp(Instant time, String authority) {}

    public BundleReport {
        flaws = List.copyOf(flaws);
        timestamps = List.copyOf(timestamps);
        unchecked = List.copyOf(unchecked);
    }

    /**
     * @param head the newest checkpoint, where one was found whose signature holds
     */
    static BundleReport of(
            Optional<SignedHead> head,
            Subject subject,
            Trust trust,
            Flaws flaws,
            List<Timestamp> timestamps) {
        return new BundleReport(
                head.map(SignedHead::origin),
                head.map(SignedHead::checkpoint),
                subject,
                trust.logKeys().isEmpty() ? KeySource.INSIDE : KeySource.OUTSIDE,
                head.map(known -> known.signed().cosignatures()).orElse(0),
                flaws.kept(),
                flaws.count(),
                timestamps,
                head.map(SignedHead::unchecked).orElse(List.of()));
    }

    /** Whether everything could be derived again and nothing was different. */
    public boolean isSound() {
        return flawCount == 0;
    }

    /** The verified timestamp over the most entries. */
    public Optional<Timestamp> widestStamp() {
        return timestamps.stream()
                .filter(each -> each.stamp().isPresent())
                .max(Comparator.comparingLong(Timestamp::size));
    }

    /** What a reader must not take from a sound bundle; at least one line. */
    public List<String> notProven() {
        List<String> limits = new ArrayList<>();
        limits.add("that what the events say is true: nothing was changed since they were sealed");
        limits.add(
                "that everything that happened was sent: sources were not reconciled with the log");
        if (keys == KeySource.INSIDE) {
            limits.add(
                    "whose log this is: the keys came with it, so whoever made these files can have made the keys; give the log's key with --key");
        }
        if (cosignatures == 0) {
            limits.add(
                    "that others were shown the same log: no trusted witness cosigned the checkpoint, so its owner could have written all of it anew");
        }
        limits.add(unknownTime());
        switch (subject) {
            case Subject.WholeLog log ->
                    limits.add(
                            "what was sealed after the checkpoint, behind entry %d"
                                    .formatted(log.entries() - 1));
            case Subject.OneEvent event ->
                    limits.add("anything about the log's other events: this is about one");
        }
        if (!unchecked.isEmpty()) {
            limits.add(
                    "signature lines by keys that were not given: "
                            + String.join(", ", unchecked.subList(0, Math.min(5, unchecked.size())))
                            + (unchecked.size() > 5 ? ", …" : ""));
        }
        return List.copyOf(limits);
    }

    private String unknownTime() {
        if (timestamps.isEmpty()) {
            return "when it was signed: there is no timestamp, and the times in seals are the ledger's own";
        }
        Optional<Timestamp> widest = widestStamp();
        if (widest.isEmpty()) {
            return "when it was signed: %d timestamps lie in the bundle and were not verified; give the authority's root certificates with --timestamp-roots"
                    .formatted(timestamps.size());
        }
        boolean isWhole = checkpoint.filter(head -> head.size() == widest.get().size()).isPresent();
        return isWhole
                ? "when exactly it was signed, only that it was by then; and whether the authority's certificate was revoked, which no file here tells"
                : "when entries from %d on were signed: no verified timestamp is over them; and whether the authority's certificate was revoked"
                        .formatted(widest.get().size());
    }
}
