package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.keys.RotationEvent;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.verify.KnownSchemas;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds the events that hand a log over to another key. One thread at a time. */
final class Handovers {

    private static final byte[] TYPE = RotationEvent.TYPE.getBytes(StandardCharsets.UTF_8);

    private final KnownSchemas schemas;
    private final KeyRing keys;

    Handovers(KnownSchemas schemas, KeyRing keys) {
        this.schemas = schemas;
        this.keys = keys;
    }

    /**
     * @param record one that was found intact
     * @return the key that signs the log from here on, if this record brings one in
     */
    Optional<Ed25519PublicKey> find(ConsumerRecord<byte[], byte[]> record) {
        if (!mayBe(record.value())) {
            return Optional.empty();
        }
        Seal seal = Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL));
        SchemaArchive.Archived writer = schemas.archived(seal.schema()).orElseThrow();
        try {
            return RotationEvent.key(
                    EventCodec.decode(WireFormat.body(record.value()), writer.schema()).event(),
                    keys);
        } catch (UndecodableException e) {
            return Optional.empty(); // sealed, but of a vocabulary that this program does not know
        }
    }

    /** Avro writes a text as it is, so almost every record is told apart without decoding it. */
    private static boolean mayBe(byte[] value) {
        for (int at = WireFormat.BODY_OFFSET; at <= value.length - TYPE.length; at++) {
            int matched = 0;
            while (matched < TYPE.length && value[at + matched] == TYPE[matched]) {
                matched++;
            }
            if (matched == TYPE.length) {
                return true;
            }
        }
        return false;
    }
}
