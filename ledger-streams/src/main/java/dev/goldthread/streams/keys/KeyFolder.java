package dev.goldthread.streams.keys;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.streams.disk.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The folder {@code keys} of a data folder: {@code checkpoint.p8}, the private key in use where it
 * is kept here; {@code checkpoint-next.p8} while a rotation is under way; {@code verifier-keys},
 * all public keys ever used. Whoever writes must be alone; readers always see a whole file.
 *
 * <p>A rotation passes these states, each of them safe to stop in: the next key is made; it is
 * written down as {@code next}; the logs are handed over; the book names it as the one in use; the
 * next key's file takes the place of the old key's.
 */
public final class KeyFolder {

    private static final String FOLDER = "keys";
    private static final String BOOK = "verifier-keys";
    private static final String CURRENT = "checkpoint.p8";
    private static final String NEXT = "checkpoint-next.p8";

    private final Path folder;

    /**
     * @param data the data folder
     */
    public KeyFolder(Path data) {
        folder = data.resolve(FOLDER);
    }

    public Path bookFile() {
        return folder.resolve(BOOK);
    }

    Path current() {
        return folder.resolve(CURRENT);
    }

    Path next() {
        return folder.resolve(NEXT);
    }

    /**
     * Empty before the first start of a checkpointer.
     *
     * @throws KeyRefusedException when the file cannot be read as one
     */
    public Optional<KeyBook> book() {
        if (!Files.exists(bookFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyBook.parse(Files.readString(bookFile())));
        } catch (IOException | MalformedException e) {
            throw new KeyRefusedException(
                    "file %s must hold the ledger's public keys, but %s; restore it from a backup"
                            .formatted(bookFile(), e.getMessage()),
                    e);
        }
    }

    /** What changes whenever the book is written; empty without one. */
    Optional<String> bookVersion() {
        try {
            BasicFileAttributes found = Files.readAttributes(bookFile(), BasicFileAttributes.class);
            return Optional.of(found.lastModifiedTime() + " " + found.fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    KeyBook write(KeyBook book) {
        OwnerFile.replace(bookFile(), book.text());
        return book;
    }

    /** The private key kept here, after a rotation that was cut short at its very end is done. */
    Ed25519PrivateKey readCurrent() {
        finishMove();
        return KeyFile.read(current());
    }

    private void finishMove() {
        Optional<Ed25519PublicKey> inUse = book().map(book -> book.current().publicKey());
        if (inUse.isPresent()
                && Files.exists(next())
                && KeyFile.read(next()).publicKey().equals(inUse.get())) {
            moveNext();
        }
    }

    /**
     * Begins a rotation, or goes on with one that was begun.
     *
     * @return the key to come, as the book names it
     * @throws KeyRefusedException when the key in use is kept elsewhere and no next one was given
     */
    public KnownKey prepareNext(Instant now) {
        finishMove();
        KeyBook book = requireBook();
        if (book.next().isPresent()) {
            return book.next().get();
        }
        if (!Files.exists(current())) {
            throw new KeyRefusedException(
                    "key file %s must be there to be rotated, but the key in use is kept elsewhere; start serve with --next-checkpoint-key first"
                            .formatted(current()));
        }
        Ed25519PrivateKey key =
                Files.exists(next()) ? KeyFile.read(next()) : KeyFile.create(next());
        KnownKey coming = KnownKey.first(key.publicKey(), now);
        write(book.withNext(coming));
        return coming;
    }

    /**
     * Ends a rotation: the next key is the one in use, and the old private key is gone.
     *
     * @param fromSizes per log that the old key has signed, the size that both keys signed
     */
    public void finishRotation(Map<Product, Long> fromSizes) {
        write(requireBook().rotated(fromSizes));
        if (Files.exists(next())) {
            moveNext();
        }
    }

    private KeyBook requireBook() {
        return book().orElseThrow(
                        () ->
                                new KeyRefusedException(
                                        "file %s must be there, but is not; start the ledger once, which makes its key"
                                                .formatted(bookFile())));
    }

    private void moveNext() {
        try {
            WholeFile.move(next(), current());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot take the place of %s; rename it by hand"
                            .formatted(next(), current()),
                    e);
        }
    }
}
