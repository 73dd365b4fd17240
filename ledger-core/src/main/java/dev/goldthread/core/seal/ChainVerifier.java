package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.ChainVerdict.Intact;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Verifies one log, record by record, from the bytes as they are stored (log-format, "Rules").
 *
 * <p>The chain alone cannot show that records were cut off its end, nor that its last record was
 * replaced together with its leaf; a signed checkpoint given to {@link #expect} can. The first
 * finding stands: later records do not change a broken verdict. Not thread-safe.
 */
public final class ChainVerifier {

    private final Origin origin;
    private final TreeMap<Long, Digest> expectedRootBySize = new TreeMap<>();

    /** No root is expected at sizes below this one that are still to come. */
    private long nextExpectedSize = Long.MAX_VALUE;

    private CompactRange tree;
    private ChainVerdict verdict;
    private LogHead head;

    private ChainVerifier(Origin origin, LogHead head, CompactRange tree) {
        this.origin = origin;
        this.head = head;
        this.tree = tree;
        this.verdict = new Intact(head);
    }

    /** Starts before the log's first record. */
    public static ChainVerifier fromStart(Origin origin) {
        return new ChainVerifier(origin, LogHead.EMPTY, CompactRange.EMPTY);
    }

    /**
     * Starts after records that were verified before.
     *
     * @throws IllegalArgumentException when head and tree are not of the same size
     */
    public static ChainVerifier after(Origin origin, LogHead head, CompactRange tree) {
        if (head.size() != tree.size()) {
            throw new IllegalArgumentException(
                    "%s: head and tree must have one size, but have %d and %d; verify from the start"
                            .formatted(origin, head.size(), tree.size()));
        }
        return new ChainVerifier(origin, head, tree);
    }

    /**
     * Demands that the log, at the checkpoint's size, has the checkpoint's root. The checkpoint's
     * signature must have been verified before ({@link CheckpointVerdict#of}).
     *
     * @throws IllegalArgumentException when the records it speaks of have already gone by
     */
    public ChainVerdict expect(Checkpoint checkpoint) {
        if (checkpoint.size() < tree.size()) {
            throw new IllegalArgumentException(
                    "%s: checkpoint size must be at least %d, the records already read, but is %d; give checkpoints before records"
                            .formatted(origin, tree.size(), checkpoint.size()));
        }
        if (verdict instanceof Intact) {
            register(checkpoint).or(this::rootMismatch).ifPresent(broken -> verdict = broken);
        }
        return verdict;
    }

    private Optional<Broken> register(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(origin.text())) {
            return broken(
                    "origin",
                    origin.text(),
                    checkpoint.origin(),
                    "this is another log's checkpoint");
        }
        nextExpectedSize = Math.min(nextExpectedSize, checkpoint.size());
        Digest earlier = expectedRootBySize.putIfAbsent(checkpoint.size(), checkpoint.root());
        if (earlier != null && !earlier.equals(checkpoint.root())) {
            return broken(
                    "root",
                    earlier.hex(),
                    checkpoint.root().hex(),
                    "two signed checkpoints of size %d differ: the log shows two histories"
                            .formatted(checkpoint.size()));
        }
        return Optional.empty();
    }

    /**
     * Judges the next record.
     *
     * @param seal the header {@code seal}; empty when the record has none
     * @param leaf the header {@code leaf}; empty when the record has none
     * @param schemaText SHA-256 of the schema text that the record's schema id leads to; empty when
     *     no text was found, which breaks the log
     * @param body the Avro body, without the wire format's first five bytes
     * @return the verdict on all records so far
     */
    public ChainVerdict accept(byte[] seal, byte[] leaf, Optional<Digest> schemaText, byte[] body) {
        if (verdict instanceof Broken) {
            return verdict;
        }
        Seal parsed;
        try {
            parsed = Seal.parse(seal);
        } catch (MalformedException e) {
            verdict =
                    newBroken(
                            e.field(),
                            e.rule(),
                            e.found(),
                            "the seal cannot be read: it was damaged, or never written by a sealer");
            return verdict;
        }
        return accept(parsed, seal, leaf, schemaText, body, 0);
    }

    /**
     * Judges the next record, whose seal was read before and whose body lies at the end of what is
     * stored; saves reading and copying them again.
     *
     * @param parsed {@link Seal#parse} of {@code seal}
     * @param value holds the body from {@code bodyOffset} to its end
     */
    public ChainVerdict accept(
            Seal parsed,
            byte[] seal,
            byte[] leaf,
            Optional<Digest> schemaText,
            byte[] value,
            int bodyOffset) {
        if (verdict instanceof Intact) {
            Digest body = Digest.sha256(value, bodyOffset, value.length - bodyOffset);
            verdict = check(parsed, Merkle.leaf(seal), leaf, schemaText, body);
        }
        return verdict;
    }

    /** Ends the log: whatever a checkpoint promised must have come by now. */
    public ChainVerdict finish() {
        if (verdict instanceof Intact && !expectedRootBySize.isEmpty()) {
            long promised = expectedRootBySize.lastKey();
            if (promised > tree.size()) {
                verdict =
                        newBroken(
                                "size",
                                "at least " + promised,
                                Long.toString(tree.size()),
                                "a signed checkpoint claims more records: the end of the log was cut off; restore it from a replica or backup");
            }
        }
        return verdict;
    }

    /** The tree over the records found intact; ask it for the root to sign. */
    public CompactRange tree() {
        return tree;
    }

    private ChainVerdict check(
            Seal parsed, Digest computed, byte[] leaf, Optional<Digest> schemaText, Digest body) {
        Optional<Broken> finding =
                new RecordCheck(origin, head).check(parsed, computed, leaf, schemaText, body);
        if (finding.isPresent()) {
            return finding.get();
        }
        head = LogHead.after(parsed, computed);
        tree = tree.append(computed);
        return rootMismatch().map(ChainVerdict.class::cast).orElseGet(() -> new Intact(head));
    }

    private Optional<Broken> rootMismatch() {
        if (tree.size() < nextExpectedSize) {
            return Optional.empty(); // as for most records
        }
        Digest expected = expectedRootBySize.get(tree.size());
        Long later = expectedRootBySize.higherKey(tree.size());
        nextExpectedSize = later == null ? Long.MAX_VALUE : later;
        if (expected == null) {
            return Optional.empty();
        }
        Digest found = tree.root();
        if (expected.equals(found)) {
            return Optional.empty();
        }
        return Optional.of(
                new Broken(
                        origin,
                        Math.max(0, tree.size() - 1),
                        "root",
                        expected.hex(),
                        found.hex(),
                        "the log up to here is not the one the checkpoint was signed over: history was rewritten"));
    }

    private Optional<Broken> broken(String field, String expected, String found, String meaning) {
        return Optional.of(newBroken(field, expected, found, meaning));
    }

    private Broken newBroken(String field, String expected, String found, String meaning) {
        return new Broken(origin, head.size(), field, expected, found, meaning);
    }
}
