package dev.goldthread.streams.audit;

import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.audit.LogReport.Signatures;
import dev.goldthread.streams.checkpoint.CheckpointRecord;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Cosigned;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Signed;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Stamped;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Unfit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the topic of checkpoints holds of one log. A note that none of the log's keys signed is a
 * finding: only the checkpointer may write there. Not thread-safe.
 */
final class SignedHistory {

    private final Origin origin;
    private final CheckpointTrust trust;
    private final TreeMap<Long, Checkpoint> bySize = new TreeMap<>();
    private final Map<String, Set<VerifierKey>> witnessesByText = new HashMap<>();
    private final StampHistory stamps;
    private Optional<Broken> flaw = Optional.empty();

    SignedHistory(Origin origin, CheckpointTrust trust) {
        this.origin = origin;
        this.trust = trust;
        this.stamps = new StampHistory(trust.timestampRoots());
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        switch (CheckpointRecord.read(record, origin)) {
            case Signed signed -> addCheckpoint(signed);
            case Cosigned cosigned -> addCosignatures(cosigned.note());
            case Stamped stamped -> addTimestamp(record, stamped);
            case Unfit unfit -> fault(unfit.field(), unfit.expected(), unfit.found());
        }
    }

    private void addCheckpoint(Signed signed) {
        SignedNote note = signed.note();
        Checkpoint checkpoint = signed.checkpoint();
        List<VerifierKey> keys = trust.keys().of(origin, checkpoint.size());
        if (!keys.isEmpty() && keys.stream().noneMatch(note::verifiedBy)) {
            fault(
                    "checkpoint of size %d: signature".formatted(checkpoint.size()),
                    "a valid one by " + String.join(" or ", texts(keys)),
                    "missing or invalid");
            return;
        }
        stamps.learn(signed.hash(), checkpoint.size());
        Checkpoint known = bySize.putIfAbsent(checkpoint.size(), checkpoint);
        if (known != null && !known.equals(checkpoint)) {
            fault(
                    "root of the checkpoints of size %d".formatted(checkpoint.size()),
                    known.root().hex(),
                    checkpoint.root().hex());
        }
    }

    private void addCosignatures(SignedNote note) {
        for (VerifierKey witness : trust.witnesses()) {
            for (NoteSignature line : note.signatures()) {
                if (witness.verifies(note.text(), line)) {
                    witnessesByText
                            .computeIfAbsent(note.text(), text -> new HashSet<>())
                            .add(witness);
                }
            }
        }
    }

    private void addTimestamp(ConsumerRecord<byte[], byte[]> record, Stamped stamped) {
        stamps.add(stamped)
                .ifPresent(
                        refused ->
                                fault(
                                        "timestamp at offset %d of partition %d: %s"
                                                .formatted(
                                                        record.offset(),
                                                        record.partition(),
                                                        refused.field()),
                                        refused.expected(),
                                        refused.found(),
                                        "this does not show when the checkpoint existed: the timestamp was changed, or is by an authority that the given roots do not lead to"));
    }

    private static List<String> texts(List<VerifierKey> keys) {
        return keys.stream().map(VerifierKey::text).toList();
    }

    private void fault(String field, String expected, String found) {
        fault(
                field,
                expected,
                found,
                "the topic of checkpoints holds what no checkpointer of this ledger wrote there");
    }

    /** The first stands. */
    private void fault(String field, String expected, String found, String meaning) {
        if (flaw.isEmpty()) {
            flaw =
                    Optional.of(
                            new Broken(
                                    origin,
                                    bySize.isEmpty() ? 0 : bySize.lastKey(),
                                    field,
                                    expected,
                                    found,
                                    meaning));
        }
    }

    /** What is wrong with the notes themselves, or that too few witnesses cosigned. */
    Optional<Broken> flaw() {
        return flaw.or(this::quorumMissing);
    }

    private Optional<Broken> quorumMissing() {
        if (trust.quorum() == 0 || cosignedSize() > 0) {
            return Optional.empty();
        }
        int most = witnessesByText.values().stream().mapToInt(Set::size).max().orElse(0);
        return Optional.of(
                new Broken(
                        origin,
                        0,
                        "cosignatures",
                        "at least %d of %d witnesses on one checkpoint"
                                .formatted(trust.quorum(), trust.witnesses().size()),
                        Integer.toString(most),
                        "too few others have seen this log: it may be shown differently elsewhere"));
    }

    /** Smallest first, one per size. */
    List<Checkpoint> checkpoints() {
        return new ArrayList<>(bySize.values());
    }

    /** The largest size with enough cosignatures, at least one; 0 when there is none. */
    private long cosignedSize() {
        return bySize.descendingMap().values().stream()
                .filter(
                        checkpoint ->
                                witnessesByText.getOrDefault(checkpoint.text(), Set.of()).size()
                                        >= Math.max(1, trust.quorum()))
                .mapToLong(Checkpoint::size)
                .findFirst()
                .orElse(0);
    }

    /** Signed, that is: verified by a key, where one is known for it. */
    private boolean isSigned() {
        return !bySize.isEmpty()
                && bySize.keySet().stream()
                        .noneMatch(size -> trust.keys().of(origin, size).isEmpty());
    }

    Signatures signatures() {
        return bySize.isEmpty()
                ? Signatures.NONE
                : new Signatures(
                        bySize.size(),
                        bySize.lastKey(),
                        isSigned(),
                        cosignedSize(),
                        stamps.count(),
                        stamps.widest());
    }
}
