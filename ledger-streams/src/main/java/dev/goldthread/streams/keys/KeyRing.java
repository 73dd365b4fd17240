package dev.goldthread.streams.keys;

import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.Ed25519Signer;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.VerifierKey;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The signers a running checkpointer has: the key in use, and the next one while a rotation is
 * under way. Safe for any thread.
 */
public final class KeyRing {

    private final KeyFolder folder;
    private volatile State state;

    private record State(
            KeyBook book,
            Optional<String> version,
            Ed25519Signer current,
            Optional<Ed25519Signer> next) {}

    private KeyRing(KeyFolder folder, State state) {
        this.folder = folder;
        this.state = state;
    }

    /**
     * Opens the keys that were chosen; makes one at the first start, when none was given.
     *
     * @param next a key kept elsewhere that a rotation shall bring in
     * @param published a signature line of a checkpoint that this ledger has published; asked only
     *     when the folder does not know the ledger's keys
     * @throws KeyRefusedException when the key must not be used: others can read it, or it is not
     *     the one this ledger signs with
     */
    public static KeyRing open(
            KeyFolder folder,
            SignerChoice choice,
            Optional<SignerChoice> next,
            Instant now,
            Supplier<Optional<NoteSignature>> published) {
        Optional<KeyBook> known = folder.book();
        Ed25519Signer current =
                known.isPresent()
                        ? open(folder, choice)
                        : openFirst(folder, choice, published.get());
        KeyBook book =
                known.orElseGet(
                        () ->
                                folder.write(
                                        new KeyBook(
                                                List.of(KnownKey.first(current.publicKey(), now)),
                                                Optional.empty())));
        requireRecorded(folder, choice, book, current.publicKey());
        Optional<Ed25519Signer> coming =
                next.map(each -> open(folder, each)).or(() -> ownNext(folder, book));
        return new KeyRing(
                folder,
                new State(
                        coming.map(signer -> named(folder, book, signer.publicKey(), now))
                                .orElse(book),
                        folder.bookVersion(),
                        current,
                        coming));
    }

    private static Ed25519Signer open(KeyFolder folder, SignerChoice choice) {
        return switch (choice) {
            case SignerChoice.InDataFolder() -> folder.readCurrent();
            case SignerChoice.File(var file) -> KeyFile.read(file);
            case SignerChoice.Command(var command, var publicKey) ->
                    new CommandSigner(command, publicKey, CommandSigner.ANSWER_MAX);
            case SignerChoice.Token(var uri) -> TokenSigner.open(uri);
        };
    }

    private static String place(KeyFolder folder, SignerChoice choice) {
        return switch (choice) {
            case SignerChoice.InDataFolder() -> folder.current().toString();
            case SignerChoice.File(var file) -> file.toString();
            case SignerChoice.Command(var command, _) -> "of the signer \"%s\"".formatted(command);
            case SignerChoice.Token(var uri) -> uri.toString();
        };
    }

    private static Ed25519Signer openFirst(
            KeyFolder folder, SignerChoice choice, Optional<NoteSignature> published) {
        boolean missing =
                choice instanceof SignerChoice.InDataFolder && !Files.exists(folder.current());
        if (missing && published.isPresent()) {
            throw new KeyRefusedException(
                    "key file %s must be there, because this ledger has checkpoints by key id %08x (%s), but is not; restore the folder from a backup, a new key would break with them"
                            .formatted(
                                    folder.current(),
                                    published.get().keyId(),
                                    published.get().keyName()));
        }
        Ed25519Signer signer = missing ? KeyFile.create(folder.current()) : open(folder, choice);
        published.ifPresent(
                line -> requirePublished(place(folder, choice), signer.publicKey(), line));
        return signer;
    }

    private static void requirePublished(String place, Ed25519PublicKey found, NoteSignature line) {
        VerifierKey key = new VerifierKey(line.keyName(), SignatureType.ED25519, found);
        if (key.keyId() != line.keyId()) {
            throw new KeyRefusedException(
                    "checkpoint key %s must have key id %08x, as the last checkpoint of %s has, but has %08x; give the key that signed it, a new one comes in by goldthread keys rotate"
                            .formatted(place, line.keyId(), line.keyName(), key.keyId()));
        }
    }

    private static void requireRecorded(
            KeyFolder folder, SignerChoice choice, KeyBook book, Ed25519PublicKey found) {
        KnownKey expected = book.current();
        if (!expected.publicKey().equals(found)) {
            throw new KeyRefusedException(
                    "checkpoint key %s must have public key %s, as %s says, but has %s; give the key that this ledger signs with, a new one comes in by goldthread keys rotate"
                            .formatted(
                                    place(folder, choice),
                                    expected.publicKey(),
                                    folder.bookFile(),
                                    found));
        }
    }

    private static Optional<Ed25519Signer> ownNext(KeyFolder folder, KeyBook book) {
        return book.next().isPresent() && Files.exists(folder.next())
                ? Optional.of(KeyFile.read(folder.next()))
                : Optional.empty();
    }

    private static Optional<Ed25519Signer> ownCurrent(KeyFolder folder, KeyBook book) {
        return Files.exists(folder.current())
                ? Optional.<Ed25519Signer>of(KeyFile.read(folder.current()))
                        .filter(key -> key.publicKey().equals(book.current().publicKey()))
                : Optional.empty();
    }

    private static KeyBook named(
            KeyFolder folder, KeyBook book, Ed25519PublicKey coming, Instant now) {
        boolean known = book.all().stream().map(KnownKey::publicKey).anyMatch(coming::equals);
        return known ? book : folder.write(book.withNext(KnownKey.first(coming, now)));
    }

    /**
     * Looks whether a rotation has begun or ended since.
     *
     * @throws KeyRefusedException when the folder is not as it must be; what was known still holds
     */
    public void refresh() {
        if (folder.bookVersion().equals(state.version())) {
            return;
        }
        synchronized (this) {
            Optional<String> version = folder.bookVersion();
            Optional<KeyBook> found = folder.book();
            if (found.isPresent()) {
                state = follow(found.get(), version);
            }
        }
    }

    private State follow(KeyBook book, Optional<String> version) {
        Ed25519Signer current =
                signer(book.current().publicKey())
                        .or(() -> ownCurrent(folder, book))
                        .orElseThrow(
                                () ->
                                        new KeyRefusedException(
                                                "file %s names key %s as the one in use, but this process does not have it; restart the ledger with that key"
                                                        .formatted(
                                                                folder.bookFile(),
                                                                book.current().publicKey())));
        Optional<Ed25519Signer> next =
                book.next().flatMap(key -> signer(key.publicKey())).or(() -> ownNext(folder, book));
        return new State(book, version, current, next);
    }

    /** All public keys, as last read. */
    public KeyBook book() {
        return state.book();
    }

    /** What signs a log that nobody has signed yet: the next key while a rotation is under way. */
    public Ed25519Signer newest() {
        return state.next().orElse(state.current());
    }

    /** The signer with this key, if it is at hand. */
    public Optional<Ed25519Signer> signer(Ed25519PublicKey key) {
        State now = state;
        return Stream.concat(Stream.of(now.current()), now.next().stream())
                .filter(each -> each.publicKey().equals(key))
                .findFirst();
    }

    /** The public key that events call by this fingerprint, if it is or was one of this ledger. */
    public Optional<Ed25519PublicKey> withFingerprint(String fingerprint) {
        return book().all().stream()
                .filter(key -> key.fingerprint().equals(fingerprint))
                .map(KnownKey::publicKey)
                .findFirst();
    }

    /** Whether no rotation has ever begun, so that no event can tell of one. */
    public boolean hasOneKey() {
        return book().all().size() == 1;
    }
}
