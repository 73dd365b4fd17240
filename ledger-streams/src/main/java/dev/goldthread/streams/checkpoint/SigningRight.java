package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.checkpoint.SignerTopic.Claim;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.keys.KnownKey;
import java.util.Optional;

/**
 * The right to sign a ledger's checkpoints: keys beside which no other checkpointer signs with keys
 * of its own. A checkpointer cannot be made without it.
 *
 * <p>The first checkpointer of a ledger writes its key into a topic of its own. Of two that start
 * at the same moment the one whose record comes first has the right, and the other finds that out
 * before it has signed anything. Later ones have to have that key, or one that took over from it.
 */
public final class SigningRight {

    private final KeyRing keys;

    private SigningRight(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Asks the cluster a few times. The topic of checkpoints must exist.
     *
     * @throws KeyRefusedException when this ledger is signed with a key that is none of these
     * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
     */
    public static SigningRight claim(CheckpointerConfig config, KeyRing keys) {
        SignerTopic topic = new SignerTopic(config);
        topic.ensure();
        Claim first = topic.first().orElseGet(() -> add(topic, config, keys));
        boolean isOwn = keys.book().all().stream().anyMatch(key -> isOf(key, first));
        if (!isOwn && published(config).filter(line -> isBy(keys, line)).isEmpty()) {
            throw refused(
                    config,
                    keys,
                    "instance %s with public key %s".formatted(first.instanceId(), first.key()));
        }
        return new SigningRight(keys);
    }

    /** Answers the claim that counts: another one's, where that came before. */
    private static Claim add(SignerTopic topic, CheckpointerConfig config, KeyRing keys) {
        Optional<NoteSignature> published = published(config);
        if (published.filter(line -> !isBy(keys, line)).isPresent()) {
            throw refused(config, keys, "a key with id %08x".formatted(published.get().keyId()));
        }
        topic.add(new Claim(current(keys), config.instanceId()));
        return topic.first()
                .orElseThrow(
                        () -> new IllegalStateException("a record that was acknowledged is gone"));
    }

    private static boolean isOf(KnownKey key, Claim claim) {
        return key.publicKey().equals(claim.key());
    }

    private static Optional<NoteSignature> published(CheckpointerConfig config) {
        return LastSignature.find(config.client(), config.topics());
    }

    private static boolean isBy(KeyRing keys, NoteSignature line) {
        return keys.book().all().stream()
                .map(key -> new VerifierKey(line.keyName(), SignatureType.ED25519, key.publicKey()))
                .anyMatch(key -> key.keyId() == line.keyId());
    }

    private static Ed25519PublicKey current(KeyRing keys) {
        return keys.book().current().publicKey();
    }

    private static KeyRefusedException refused(
            CheckpointerConfig config, KeyRing keys, String signer) {
        return new KeyRefusedException(
                "checkpoints of ledger %s must be signed by one checkpointer, and %s does it, but this instance has public key %s; start it without the role checkpointer, or with that one's folder keys in place of its own"
                        .formatted(config.ledger(), signer, current(keys)));
    }

    KeyRing keys() {
        return keys;
    }
}
