package dev.goldthread.streams.verify;

import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.ChainVerdict.Intact;
import dev.goldthread.core.seal.ChainVerifier;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.CompactRange;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.serde.WireFormatException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Judges the records of one log, in the order of the topic. The first finding stands. Not
 * thread-safe.
 */
public final class LogVerifier {

    private final Origin origin;
    private final int partition;
    private final KnownSchemas schemas;
    private final ChainVerifier chain;
    private ChainVerdict verdict;

    /** Of the record before: most of a log has one. */
    private Optional<KnownSchemas.Named> schema = Optional.empty();

    /**
     * @param partition where the log's first record was found: a log lies in one partition
     */
    public LogVerifier(Origin origin, int partition, KnownSchemas schemas) {
        this(origin, partition, schemas, LogHead.EMPTY, CompactRange.EMPTY);
    }

    /**
     * Goes on behind records that were verified before.
     *
     * @throws IllegalArgumentException when head and tree are not of the same size
     */
    public LogVerifier(
            Origin origin, int partition, KnownSchemas schemas, LogHead head, CompactRange tree) {
        this.origin = origin;
        this.partition = partition;
        this.schemas = schemas;
        this.chain = ChainVerifier.after(origin, head, tree);
        this.verdict = new Intact(head);
    }

    /**
     * Demands a checkpoint's root at its size, as {@link ChainVerifier#expect} says; its signature
     * was verified before.
     */
    public ChainVerdict expect(Checkpoint checkpoint) {
        if (verdict instanceof Intact) {
            verdict = chain.expect(checkpoint);
        }
        return verdict;
    }

    /** Judges the next record. */
    public ChainVerdict accept(ConsumerRecord<byte[], byte[]> record) {
        if (verdict instanceof Intact) {
            verdict = check(record);
        }
        return verdict;
    }

    /** Ends the log: what a checkpoint promised must have come by now. */
    public ChainVerdict finish() {
        if (verdict instanceof Intact) {
            verdict = chain.finish();
        }
        return verdict;
    }

    /** The tree over the records found intact. */
    public CompactRange tree() {
        return chain.tree();
    }

    private ChainVerdict check(ConsumerRecord<byte[], byte[]> record) {
        long seq = chain.tree().size();
        byte[] value = record.value() == null ? new byte[0] : record.value();
        if (record.partition() != partition) {
            return broken(
                    seq,
                    "partition",
                    Integer.toString(partition),
                    Integer.toString(record.partition()),
                    "a log lies in one partition: somebody else than the sealer wrote this record");
        }
        int id;
        try {
            id = WireFormat.schemaId(value);
        } catch (WireFormatException e) {
            return broken(
                    seq,
                    "value",
                    "0x00, a 4-byte schema id and a body",
                    "%d bytes".formatted(value.length),
                    String.valueOf(e.getMessage()));
        }
        byte[] seal = LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL);
        byte[] leaf = LedgerHeaders.value(record.headers(), LedgerHeaders.LEAF);
        Seal parsed;
        try {
            parsed = Seal.parse(seal);
        } catch (MalformedException e) {
            return chain.accept(seal, leaf, Optional.empty(), WireFormat.body(value)); // tells it
        }
        if (schema.isEmpty() || !schema.get().isOf(id, parsed.schema())) {
            schema = Optional.of(schemas.named(id, parsed.schema()));
        }
        KnownSchemas.Named named = schema.get();
        ChainVerdict found =
                chain.accept(parsed, seal, leaf, named.text(), value, WireFormat.BODY_OFFSET);
        return found instanceof Intact ? checkContent(seq, value, named, found) : found;
    }

    private ChainVerdict checkContent(
            long seq, byte[] value, KnownSchemas.Named schema, ChainVerdict intact) {
        if (schema.isUnknownId()) {
            return broken(
                    seq,
                    "schema id",
                    "a number of the registry",
                    Integer.toString(schema.id()),
                    "the registry knows no such number: it is another registry, or lost its schemas");
        }
        try {
            Product named =
                    EventCodec.decodeHeading(
                                    value, WireFormat.BODY_OFFSET, schema.archived().schema())
                            .product();
            return named.equals(origin.product())
                    ? intact
                    : broken(
                            seq,
                            "key",
                            named.name(),
                            origin.product().name(),
                            "the event was sealed into another product's log");
        } catch (UndecodableException e) {
            return broken(
                    seq,
                    "body",
                    "an event under its schema",
                    String.valueOf(e.getMessage()),
                    "the sealed bytes are no event: no sealer takes such a body");
        }
    }

    private Broken broken(long seq, String field, String expected, String found, String meaning) {
        return new Broken(origin, seq, field, expected, found, meaning);
    }
}
