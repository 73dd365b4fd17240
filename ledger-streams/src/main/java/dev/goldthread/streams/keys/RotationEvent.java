package dev.goldthread.streams.keys;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.seal.Ed25519PublicKey;
import java.util.Optional;

/**
 * What an event says that hands a log over to another key: type {@code key.rotated}, resource
 * {@code checkpoints}, the new key's fingerprint. The checkpoint that ends with this event is
 * signed by both keys, every later one by the new key.
 */
public final class RotationEvent {

    public static final String TYPE = "key.rotated";
    public static final String RESOURCE = "checkpoints";

    private RotationEvent() {}

    /** The key that the event brings in, if it does and this ledger knows that key. */
    public static Optional<Ed25519PublicKey> key(Event event, KeyRing keys) {
        if (!event.type().equals(TYPE)
                || !event.data().text("resource").equals(Optional.of(RESOURCE))) {
            return Optional.empty();
        }
        Optional<String> fingerprint = event.data().text("fingerprint");
        Optional<Ed25519PublicKey> known = fingerprint.flatMap(keys::withFingerprint);
        if (known.isPresent()) {
            return known;
        }
        keys.refresh(); // the rotation may have begun a moment ago
        return fingerprint.flatMap(keys::withFingerprint);
    }
}
