package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Signed;
import dev.goldthread.streams.keys.KeyBook;
import dev.goldthread.streams.ledger.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one partition of the topic of checkpoints says was signed. Of each log the latest sizes
 * only; their signatures are verified, since anybody who may write to the topic could have put them
 * there. Not thread-safe.
 */
final class PublishedNotes {

    /** A log is busy when it has so many in 16 s; each costs 0.2 ms to verify. */
    private static final int SIZES_MAX = 64;

    private final LedgerName ledger;
    private final Map<Product, TreeMap<Long, List<SignedNote>>> found = new HashMap<>();

    private PublishedNotes(LedgerName ledger) {
        this.ledger = ledger;
    }

    /**
     * The latest checkpoints of one log.
     *
     * @param trusted signed by this ledger's keys, largest first; empty when none of those found
     *     is, which no honest writer leaves behind
     * @param lastKey who signed the largest
     */
    record Log(List<Checkpoint> trusted, Optional<Ed25519PublicKey> lastKey) {
        Log {
            trusted = List.copyOf(trusted);
        }

        /** The largest size; 0 when there is none. */
        long size() {
            return trusted.isEmpty() ? 0 : trusted.getFirst().size();
        }
    }

    /**
     * Reads a part of the partition.
     *
     * @param from offset, inclusive
     * @param end offset, exclusive
     */
    static Map<Product, Log> read(
            PartitionReader reader,
            long from,
            long end,
            Predicate<Product> wanted,
            LedgerName ledger,
            KeyBook keys) {
        PublishedNotes notes = new PublishedNotes(ledger);
        reader.read(
                from,
                end,
                record -> {
                    notes.add(record, wanted);
                    return true;
                });
        Map<Product, Log> logs = new HashMap<>();
        notes.found.forEach(
                (product, sizes) ->
                        logs.put(product, verified(new Origin(ledger, product), sizes, keys)));
        return logs;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Predicate<Product> wanted) {
        if (record.key() == null) {
            return;
        }
        String name = new String(record.key(), StandardCharsets.UTF_8);
        if (!Product.isName(name) || !wanted.test(new Product(name))) {
            return;
        }
        Product product = new Product(name);
        if (CheckpointRecord.read(record, new Origin(ledger, product)) instanceof Signed signed) {
            TreeMap<Long, List<SignedNote>> sizes =
                    found.computeIfAbsent(product, any -> new TreeMap<>());
            sizes.computeIfAbsent(signed.checkpoint().size(), any -> new ArrayList<>(1))
                    .add(signed.note());
            if (sizes.size() > SIZES_MAX) {
                sizes.pollFirstEntry();
            }
        }
    }

    private static Log verified(
            Origin origin, NavigableMap<Long, List<SignedNote>> sizes, KeyBook keys) {
        List<Checkpoint> trusted = new ArrayList<>();
        Optional<Ed25519PublicKey> lastKey = Optional.empty();
        for (Map.Entry<Long, List<SignedNote>> size : sizes.descendingMap().entrySet()) {
            List<VerifierKey> mayHave = keys.verifierKeys(origin, size.getKey());
            // Of two keys that signed one size, the later record is the one that goes on.
            for (SignedNote note : size.getValue().reversed()) {
                Optional<VerifierKey> by = mayHave.stream().filter(note::verifiedBy).findFirst();
                if (by.isPresent()) {
                    trusted.add(Checkpoint.parse(note.text()));
                    lastKey = lastKey.isPresent() ? lastKey : by.map(VerifierKey::publicKey);
                }
            }
        }
        return new Log(trusted, lastKey);
    }
}
