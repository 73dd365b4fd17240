package dev.goldthread.streams.ledger;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventBody;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.graph.LedgerEntry.Content;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.serde.WireFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns records of the ledger topic into entries, the same live and on replay. Safe for any thread.
 */
public final class LedgerRecordReader {

    private final Function<Digest, Optional<SchemaArchive.Archived>> schemas;

    public LedgerRecordReader(SchemaArchive schemas) {
        this(schemas::find);
    }

    /**
     * @param schemas the schema text under a hash; for any thread
     */
    public LedgerRecordReader(Function<Digest, Optional<SchemaArchive.Archived>> schemas) {
        this.schemas = schemas;
    }

    /**
     * Reads one record. A body that cannot be decoded gives an opaque entry; it stays part of the
     * history.
     *
     * @throws dev.goldthread.core.seal.MalformedException when the seal header is none
     * @throws IllegalStateException when the archive lacks the schema text that the seal names
     */
    public LedgerEntry read(ConsumerRecord<byte[], byte[]> record) {
        return read(record, Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL)));
    }

    /**
     * Reads one record whose seal was read before.
     *
     * @throws IllegalStateException when the archive lacks the schema text that the seal names
     */
    public LedgerEntry read(ConsumerRecord<byte[], byte[]> record, Seal seal) {
        Digest leaf = Digest.of(LedgerHeaders.value(record.headers(), LedgerHeaders.LEAF));
        Product product = Product.of(record.key());
        Schema writer = writer(product, seal);
        return new LedgerEntry(
                product, seal.seq(), seal.sealedAt(), leaf, content(record.value(), seal, writer));
    }

    private Schema writer(Product product, Seal seal) {
        return schemas.apply(seal.schema())
                .map(SchemaArchive.Archived::schema)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "log %s, seq %d: schema text %s is missing from the schemas topic; restore it, then start again"
                                                .formatted(product, seal.seq(), seal.schema())));
    }

    /**
     * The whole event of one record; empty when its body cannot be decoded.
     *
     * @throws dev.goldthread.core.seal.MalformedException when the seal header is none
     * @throws IllegalStateException when the archive lacks the schema text that the seal names
     */
    public Optional<AcceptedEvent> event(ConsumerRecord<byte[], byte[]> record) {
        Seal seal = Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL));
        Product product = Product.of(record.key());
        byte[] value = record.value();
        if (value.length < WireFormat.BODY_OFFSET) {
            return Optional.empty();
        }
        try {
            byte[] body = Arrays.copyOfRange(value, WireFormat.BODY_OFFSET, value.length);
            return Optional.of(EventCodec.decode(body, writer(product, seal)));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    private static Content content(byte[] value, Seal seal, Schema writer) {
        if (value.length < WireFormat.BODY_OFFSET) {
            return new Content.Opaque(
                    "record value of %d bytes is too short for a body".formatted(value.length));
        }
        try {
            return new Content.Decoded(
                    seal.schema().equals(EventSchema.HASH)
                            ? EventBody.read(value, WireFormat.BODY_OFFSET)
                            : EventBody.read(value, WireFormat.BODY_OFFSET, writer));
        } catch (UndecodableException e) {
            return new Content.Opaque(String.valueOf(e.getMessage()));
        }
    }
}
