package dev.goldthread.streams.export;

import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.ledger.SchemaArchive.Archived;
import dev.goldthread.streams.serde.WireFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the ledger, as far as an export needs it. */
final class SealedRecord {

    private final Seal seal;
    private final byte[] body;

    private SealedRecord(Seal seal, byte[] body) {
        this.seal = seal;
        this.body = body;
    }

    /**
     * @throws dev.goldthread.core.seal.MalformedException when the seal header is none
     * @throws dev.goldthread.streams.serde.WireFormatException when the value is not framed
     */
    static SealedRecord of(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return new SealedRecord(
                Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL)),
                WireFormat.body(value));
    }

    Seal seal() {
        return seal;
    }

    /** The Avro body; not to be changed. */
    byte[] body() {
        return body;
    }

    /**
     * The writer schema that the seal names.
     *
     * @throws IllegalStateException when its text is gone
     */
    Archived schema(Origin origin, SchemaArchive schemas) {
        return schemas.find(seal.schema())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "log %s, seq %d: schema text %s is missing from the topic of schemas; restore it"
                                                .formatted(origin, seal.seq(), seal.schema())));
    }
}
