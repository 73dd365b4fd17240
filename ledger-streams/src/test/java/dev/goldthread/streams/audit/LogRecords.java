package dev.goldthread.streams.audit;

import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.serde.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Events of a test, and logs of them as they lie on the topic. */
final class LogRecords {

    private LogRecords() {}

    /** A log of so many events in that partition, as the sealer writes it. */
    static List<ConsumerRecord<byte[], byte[]>> log(
            Product product, int partition, int count, int schemaId, MerkleTree tree) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        LogHead head = LogHead.EMPTY;
        for (int i = 0; i < count; i++) {
            byte[] body = body(product, i);
            Sealed sealed =
                    Chain.seal(
                            head,
                            1_780_000_000_000_000L + i,
                            EventSchema.HASH,
                            Digest.sha256(body));
            head = sealed.next();
            tree.append(sealed.leaf());
            records.add(
                    record(
                            partition,
                            i,
                            product.name().getBytes(StandardCharsets.UTF_8),
                            WireFormat.write(schemaId, body),
                            sealed.seal().toBytes(),
                            sealed.leaf().toBytes()));
        }
        return records;
    }

    static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, byte[] key, byte[] value, byte[] seal, byte[] leaf) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(LedgerHeaders.SEAL, seal);
        headers.add(LedgerHeaders.LEAF, leaf);
        return new ConsumerRecord<>(
                "ledger",
                partition,
                offset,
                0,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    static byte[] body(Product product, int number) {
        String json =
                """
                {"id":"commit-%d","product":"%s","type":"commit.pushed",
                 "occurredAt":"2026-03-01T10:00:00Z","actor":{"kind":"SYSTEM","id":"ci"},
                 "source":{"uri":"urn:git:pump","tool":"git"},
                 "subject":{"type":"Commit","id":"%040x"},
                 "data":{"repository":"pump","summary":"Number %d","signatureState":"UNSIGNED"}}
                """
                        .formatted(number, product, number, number);
        Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));
        Admission admission =
                gate.admit(
                        json.getBytes(StandardCharsets.UTF_8),
                        new Submission("test", "test", Optional.empty()),
                        Instant.parse("2026-03-02T10:00:00Z"));
        if (admission instanceof Admission.Accepted accepted) {
            return accepted.body().toBytes();
        }
        throw new AssertionError(admission);
    }
}
