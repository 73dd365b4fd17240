package dev.goldthread.streams.seal;

import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.PartitionReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The end of one ledger partition, as a starting sealer needs it: the ids to know again, each
 * product's last seal, the very last record. Not thread-safe.
 */
final class LedgerTail {

    private final SchemaArchive archive;
    private final RecentIds recentIds;
    private final Map<Product, Seal> lastSeals = new HashMap<>();
    private @Nullable ConsumerRecord<byte[], byte[]> last;

    private LedgerTail(SchemaArchive archive, int recentIdsMax) {
        this.archive = archive;
        this.recentIds = new RecentIds(recentIdsMax);
    }

    /**
     * Reads the last {@code recentIdsMax} records at least, or as many as there are.
     *
     * @throws LedgerUnfitException when a record has no readable seal or its schema text is lost
     */
    static LedgerTail read(PartitionReader ledger, SchemaArchive archive, int recentIdsMax) {
        long begin = ledger.begin();
        long end = ledger.end();
        // A transaction leaves a marker behind its records, so a record may take two offsets.
        long window = 2L * recentIdsMax;
        while (true) {
            long from = Math.max(begin, end - window);
            LedgerTail tail = new LedgerTail(archive, recentIdsMax);
            ledger.read(from, end, tail::add);
            // Aborted records take offsets too: look further back when there was nothing else.
            if (tail.last != null || from == begin) {
                return tail;
            }
            window *= 4;
        }
    }

    private boolean add(ConsumerRecord<byte[], byte[]> record) {
        Product product;
        Seal seal;
        try {
            product = new Product(new String(record.key(), StandardCharsets.UTF_8));
            seal = Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL));
        } catch (IllegalArgumentException e) {
            throw new LedgerUnfitException(
                    "%s-%d, offset %d: must be a sealed event, but %s; run goldthread verify"
                            .formatted(
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    e.getMessage()));
        }
        lastSeals.put(product, seal);
        remember(record, product, seal);
        last = record;
        return true;
    }

    private void remember(ConsumerRecord<byte[], byte[]> record, Product product, Seal seal) {
        SchemaArchive.Archived writer =
                archive.find(seal.schema())
                        .orElseThrow(
                                () ->
                                        new LedgerUnfitException(
                                                "log %s, seq %d: schema text %s must be on the schemas topic, but is missing; restore that topic"
                                                        .formatted(
                                                                product,
                                                                seal.seq(),
                                                                seal.schema())));
        try {
            byte[] value = record.value();
            byte[] body = Arrays.copyOfRange(value, WireFormat.BODY_OFFSET, value.length);
            recentIds.remember(EventCodec.decodeHeading(body, writer.schema()));
        } catch (UndecodableException e) {
            throw new LedgerUnfitException(
                    "log %s, seq %d: body must be as it was sealed, but %s; run goldthread verify"
                            .formatted(product, seal.seq(), e.getMessage()));
        }
    }

    /** The last ids sealed; the caller goes on with it. */
    RecentIds recentIds() {
        return recentIds;
    }

    /** What the head of every product seen must be. */
    Map<Product, LogHead> heads() {
        Map<Product, LogHead> heads = HashMap.newHashMap(lastSeals.size());
        lastSeals.forEach((product, seal) -> heads.put(product, LogHead.after(seal, seal.leaf())));
        return heads;
    }

    /** The partition's last committed record; empty when it holds none. */
    Optional<ConsumerRecord<byte[], byte[]>> last() {
        return Optional.ofNullable(last);
    }
}
