package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.seal.ChainVerdict;
import dev.goldthread.core.seal.ChainVerdict.Intact;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.verify.KnownSchemas;
import dev.goldthread.streams.verify.LogVerifier;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A log that has entries to verify or to sign. One thread at a time. */
final class OpenLog {

    private final Origin origin;
    private final LogVerifier verifier;
    private final Handovers handovers;
    private final Queue<Due> due = new ArrayDeque<>();
    private LogHead head;
    private long offset;
    private long signedSize;
    private Optional<Ed25519PublicKey> signer;

    /** A checkpoint that a certain key has to sign, before anything later. */
    record Due(Checkpoint checkpoint, Ed25519PublicKey key) {}

    /** A log from its first record on. */
    static OpenLog fromStart(
            Origin origin, int partition, KnownSchemas schemas, Handovers handovers) {
        return new OpenLog(
                origin,
                new LogVerifier(origin, partition, schemas),
                handovers,
                LogHead.EMPTY,
                -1,
                Optional.empty());
    }

    /** A log from where it was last signed. */
    static OpenLog after(
            LogState state,
            Origin origin,
            int partition,
            KnownSchemas schemas,
            Handovers handovers) {
        return new OpenLog(
                origin,
                new LogVerifier(origin, partition, schemas, state.head(), state.tree()),
                handovers,
                state.head(),
                state.offset(),
                Optional.of(state.signer()));
    }

    private OpenLog(
            Origin origin,
            LogVerifier verifier,
            Handovers handovers,
            LogHead head,
            long offset,
            Optional<Ed25519PublicKey> signer) {
        this.origin = origin;
        this.verifier = verifier;
        this.handovers = handovers;
        this.head = head;
        this.offset = offset;
        this.signedSize = head.size();
        this.signer = signer;
    }

    /**
     * Takes over what the topic of checkpoints says was signed, and demands it of the records.
     *
     * @param published at least one checkpoint, none of them smaller than what was verified
     */
    ChainVerdict expect(PublishedNotes.Log published) {
        ChainVerdict verdict = new Intact(head);
        for (Checkpoint checkpoint : published.trusted()) {
            if (checkpoint.size() >= head.size()) {
                verdict = verifier.expect(checkpoint);
            }
        }
        signedSize = published.size();
        signer = published.lastKey();
        return verdict;
    }

    /** Demands a checkpoint's root at its size. */
    ChainVerdict expect(Checkpoint checkpoint) {
        return verifier.expect(checkpoint);
    }

    /** What was signed last did not reach the topic: it is signed again. */
    void signAgain() {
        signedSize = 0;
    }

    /** The offset of the last record taken; -1 before the first. */
    long offset() {
        return offset;
    }

    /** Judges the next record. */
    ChainVerdict accept(ConsumerRecord<byte[], byte[]> record) {
        ChainVerdict verdict = verifier.accept(record);
        if (verdict instanceof Intact(LogHead next)) {
            head = next;
            offset = record.offset();
            handovers.find(record).ifPresent(this::handOver);
        }
        return verdict;
    }

    /**
     * Both keys sign the checkpoint that ends here, the old one first. One that was signed before
     * is signed again: that changes nothing, and a crash may have come between the two.
     */
    private void handOver(Ed25519PublicKey next) {
        if (signer.isPresent() && signer.get().equals(next)) {
            return;
        }
        if (head.size() >= signedSize && signer.isPresent()) {
            Checkpoint checkpoint = checkpoint();
            due.add(new Due(checkpoint, signer.get()));
            due.add(new Due(checkpoint, next));
        }
        signer = Optional.of(next);
    }

    /** Ends the reading: what was signed must have come by now. */
    ChainVerdict finish() {
        return verifier.finish();
    }

    /** What has to be signed next; empty when all is. */
    Optional<Due> nextDue(KeyRing keys) {
        if (!due.isEmpty()) {
            return Optional.of(due.element());
        }
        return head.size() > signedSize
                ? Optional.of(
                        new Due(checkpoint(), signer.orElseGet(() -> keys.newest().publicKey())))
                : Optional.empty();
    }

    void signed(Due done) {
        if (!due.isEmpty()) {
            due.remove();
        }
        signer = due.isEmpty() ? Optional.of(done.key()) : signer;
        signedSize = Math.max(signedSize, done.checkpoint().size());
    }

    /** The log as it stands, to be kept when all of it is signed. */
    LogState state(long mark) {
        return new LogState(offset, mark, signer.orElseThrow(), head, verifier.tree());
    }

    Origin origin() {
        return origin;
    }

    private Checkpoint checkpoint() {
        return Checkpoint.of(origin, verifier.tree());
    }
}
