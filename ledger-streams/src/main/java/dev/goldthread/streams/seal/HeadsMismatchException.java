package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LogHead;

/**
 * The stored heads are not those of the ledger: they were lost, or lag, or the ledger lost records.
 */
public final class HeadsMismatchException extends SealingStoppedException {

    private static final String REMEDY =
            "stop the sealer and run: goldthread recover heads; it refuses when the ledger itself lost records";

    private final int partition;

    private HeadsMismatchException(int partition, String message) {
        super(message + "; " + REMEDY);
        this.partition = partition;
    }

    /** The ledger's partition in which it was found. */
    int partition() {
        return partition;
    }

    static HeadsMismatchException of(
            int partition, Product product, LogHead expected, LogHead found) {
        return new HeadsMismatchException(
                partition,
                "log %s, seq %d: head must be %s by the ledger's last record, but is %s"
                        .formatted(product, expected.size() - 1, text(expected), text(found)));
    }

    static HeadsMismatchException unreadable(int partition, String key, String reason) {
        return new HeadsMismatchException(
                partition,
                "log %s: head must be as the sealer wrote it, but cannot be read: %s"
                        .formatted(key, reason));
    }

    static HeadsMismatchException count(int partition, long expected, long found) {
        return new HeadsMismatchException(
                partition,
                "ledger partition %d: heads must be %d by the store's own count, but are %d"
                        .formatted(partition, expected, found));
    }

    static HeadsMismatchException lost(int partition, String topic) {
        return new HeadsMismatchException(
                partition,
                "ledger partition %d holds records, but the topic %s, which keeps their heads, is gone"
                        .formatted(partition, topic));
    }

    static HeadsMismatchException emptyLedger(int partition, long found) {
        return new HeadsMismatchException(
                partition,
                "ledger partition %d: heads must be 0 because it holds no committed record, but are %d: was the ledger topic reset?"
                        .formatted(partition, found));
    }

    private static String text(LogHead head) {
        return head.size() == 0
                ? "missing"
                : "(size %d, last leaf %s, last sealed_at %d)"
                        .formatted(head.size(), head.lastLeaf(), head.lastSealedAtMicros());
    }
}
