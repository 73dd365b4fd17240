package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Origin;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param timestamps time stamp responses that lie in the bundle; <b>not verified here</b>
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
     * A time stamp response that somebody has to hold against its authority's certificate.
     *
     * @param file an RFC 3161 TimeStampResp, DER
     * @param note SHA-256 of the note with one signature alone, the log's own: what must be stamped
     * @param size the checkpoint's
     */
    public record Timestamp(String file, Digest note, long size) {}

    public BundleReport {
        flaws = List.copyOf(flaws);
        timestamps = List.copyOf(timestamps);
        unchecked = List.copyOf(unchecked);
    }

    /** Whether everything could be derived again and nothing was different. */
    public boolean isSound() {
        return flawCount == 0;
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
        if (timestamps.isEmpty()) {
            limits.add(
                    "when it was signed: there is no timestamp, and the times in seals are the ledger's own");
        } else {
            limits.add(
                    "when it was signed: %d timestamps lie in the bundle and were not verified"
                            .formatted(timestamps.size()));
        }
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
}
