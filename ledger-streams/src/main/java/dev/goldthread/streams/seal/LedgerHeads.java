package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict;
import dev.goldthread.core.seal.ChainVerifier;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The heads of one ledger partition, found by verifying every record from the first on. Memory
 * grows with the number of products, not of events. Not thread-safe.
 */
final class LedgerHeads {

    private final LedgerName ledger;
    private final SchemaArchive archive;
    private final int partitionCount;
    private final Map<Product, ChainVerifier> verifiers = new HashMap<>();
    private final Map<Product, LogHead> heads = new HashMap<>();
    private long recordCount;

    LedgerHeads(LedgerName ledger, SchemaArchive archive, int partitionCount) {
        this.ledger = ledger;
        this.archive = archive;
        this.partitionCount = partitionCount;
    }

    /**
     * @throws LedgerUnfitException with the verdict, when a chain is broken
     */
    boolean add(ConsumerRecord<byte[], byte[]> record) {
        Product product = product(record);
        ChainVerdict verdict =
                verifiers
                        .computeIfAbsent(
                                product, name -> ChainVerifier.fromStart(new Origin(ledger, name)))
                        .accept(
                                LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL),
                                LedgerHeaders.value(record.headers(), LedgerHeaders.LEAF),
                                schemaText(record),
                                body(record));
        switch (verdict) {
            case ChainVerdict.Intact(LogHead head) -> heads.put(product, head);
            case ChainVerdict.Broken broken ->
                    throw new LedgerUnfitException(
                            "%s; heads are not recovered from a broken log"
                                    .formatted(broken.message()));
        }
        recordCount++;
        return true;
    }

    private Product product(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        String name = new String(key, StandardCharsets.UTF_8);
        if (!Product.isName(name) || IntakeCheck.home(key, partitionCount) != record.partition()) {
            throw new LedgerUnfitException(
                    "%s-%d, offset %d: key must be a product of this partition, but is \"%s\"; only a sealer may write here: restore the topic"
                            .formatted(record.topic(), record.partition(), record.offset(), name));
        }
        return new Product(name);
    }

    /** By the sealed hash, so that heads can be recovered while the registry is away. */
    private Optional<Digest> schemaText(ConsumerRecord<byte[], byte[]> record) {
        try {
            Seal seal = Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL));
            return archive.find(seal.schema()).map(found -> Digest.sha256(found.text()));
        } catch (MalformedException e) {
            return Optional.empty(); // the verifier names what is wrong with the seal
        }
    }

    private static byte[] body(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        return value == null || value.length < WireFormat.BODY_OFFSET
                ? new byte[0]
                : Arrays.copyOfRange(value, WireFormat.BODY_OFFSET, value.length);
    }

    Map<Product, LogHead> heads() {
        return heads;
    }

    long recordCount() {
        return recordCount;
    }
}
