package dev.goldthread.streams.keys;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.VerifierKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A public key that signs this ledger's checkpoints, or did.
 *
 * @param since when it came into use, or was made; to the second, because the event of a rotation
 *     carries it and events have no nanoseconds
 * @param fromSizes the size of a log at which it took over from the key before, inclusive: both
 *     keys signed that size. A log that is not named has had no checkpoint by an earlier key
 */
public record KnownKey(
        Ed25519PublicKey publicKey, Instant since, SortedMap<Product, Long> fromSizes) {

    public KnownKey {
        since = since.truncatedTo(ChronoUnit.SECONDS);
        fromSizes = Collections.unmodifiableSortedMap(new TreeMap<>(fromSizes));
    }

    static KnownKey first(Ed25519PublicKey publicKey, Instant since) {
        return new KnownKey(publicKey, since, Collections.emptySortedMap());
    }

    KnownKey from(Map<Product, Long> sizes) {
        return new KnownKey(publicKey, since, new TreeMap<>(sizes));
    }

    /** The smallest size of this log that it signs. */
    public long fromSize(Product product) {
        return fromSizes.getOrDefault(product, 0L);
    }

    /** What events call it: the SHA-256 of its 32 bytes. */
    public String fingerprint() {
        return fingerprint(publicKey);
    }

    public static String fingerprint(Ed25519PublicKey publicKey) {
        return "sha256:" + Digest.sha256(publicKey.toBytes()).hex();
    }

    /** The key as verifiers of one log take it. */
    public VerifierKey verifierKey(Origin origin) {
        return new VerifierKey(origin.keyName(), SignatureType.ED25519, publicKey);
    }
}
