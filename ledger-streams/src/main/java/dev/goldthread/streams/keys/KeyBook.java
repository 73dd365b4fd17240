package dev.goldthread.streams.keys;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.VerifierKey;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All public keys of a ledger's checkpoints, as {@code keys/verifier-keys} keeps them: one line per
 * key, {@code key <n> <base64(0x01 || public key)> <since>}, after it one line {@code from <n>
 * <product> <size>} per log that it took over; {@code next …} is a key that a rotation is about to
 * bring in.
 *
 * @param keys oldest first, at least one; the last is the one in use
 */
public record KeyBook(List<KnownKey> keys, Optional<KnownKey> next) {

    private static final String HEAD =
            "# Public keys of this ledger's checkpoints, oldest first; kept by goldthread.";

    public KeyBook {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new MalformedException("verifier-keys", "at least one key", 0);
        }
    }

    /** The key in use. */
    public KnownKey current() {
        return keys.getLast();
    }

    /** Every key, the coming one too. */
    public List<KnownKey> all() {
        return Stream.concat(keys.stream(), next.stream()).toList();
    }

    /**
     * The keys that may have signed a checkpoint of this log and size: the one in use at that size;
     * two where one took over from the other, or while a rotation is under way.
     */
    public List<VerifierKey> verifierKeys(Origin origin, long size) {
        List<VerifierKey> found = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            long from = keys.get(i).fromSize(origin.product());
            boolean followed = i + 1 < keys.size();
            long last = followed ? keys.get(i + 1).fromSize(origin.product()) : Long.MAX_VALUE;
            if (size >= from && size <= last) {
                found.add(keys.get(i).verifierKey(origin));
            }
        }
        next.ifPresent(key -> found.add(key.verifierKey(origin)));
        return found;
    }

    /** With a key that is about to come. */
    KeyBook withNext(KnownKey coming) {
        return new KeyBook(keys, Optional.of(coming));
    }

    /**
     * With the coming key in use.
     *
     * @param fromSizes per log that the old key has signed, the size at which both signed
     */
    KeyBook rotated(Map<Product, Long> fromSizes) {
        List<KnownKey> more = new ArrayList<>(keys);
        more.add(next.orElseThrow().from(fromSizes));
        return new KeyBook(more, Optional.empty());
    }

    String text() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        for (int i = 0; i < keys.size(); i++) {
            int number = i + 1;
            text.append("key %d %s\n".formatted(number, line(keys.get(i))));
            keys.get(i)
                    .fromSizes()
                    .forEach(
                            (product, size) ->
                                    text.append(
                                            "from %d %s %d\n".formatted(number, product, size)));
        }
        next.ifPresent(key -> text.append("next %s\n".formatted(line(key))));
        return text.toString();
    }

    private static String line(KnownKey key) {
        byte[] bytes =
                ByteBuffer.allocate(1 + Ed25519PublicKey.LENGTH_BYTES)
                        .put(SignatureType.ED25519.identifier())
                        .put(key.publicKey().toBytes())
                        .array();
        return Base64.getEncoder().encodeToString(bytes) + " " + key.since();
    }

    /**
     * Reads {@link #text}.
     *
     * @throws MalformedException naming the line that has another form
     */
    static KeyBook parse(String text) {
        List<KnownKey> keys = new ArrayList<>();
        List<Map<Product, Long>> fromSizes = new ArrayList<>();
        Optional<KnownKey> next = Optional.empty();
        for (String line : text.lines().filter(each -> !each.startsWith("#")).toList()) {
            String[] parts = line.split(" ", -1);
            try {
                switch (parts[0]) {
                    case "key" -> {
                        requireNumber(parts[1], keys.size() + 1);
                        keys.add(key(parts[2], parts[3]));
                        fromSizes.add(new HashMap<>());
                    }
                    case "from" -> {
                        requireNumber(parts[1], keys.size());
                        fromSizes.getLast().put(new Product(parts[2]), Long.parseLong(parts[3]));
                    }
                    case "next" -> next = Optional.of(key(parts[1], parts[2]));
                    default -> throw new IllegalArgumentException("unknown word");
                }
            } catch (IllegalArgumentException
                    | DateTimeException
                    | NoSuchElementException
                    | ArrayIndexOutOfBoundsException e) {
                throw new MalformedException(
                        "verifier-keys",
                        "lines key, from and next as goldthread writes them",
                        line);
            }
        }
        List<KnownKey> complete = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            complete.add(keys.get(i).from(fromSizes.get(i)));
        }
        return new KeyBook(complete, next);
    }

    private static void requireNumber(String found, int expected) {
        if (Integer.parseInt(found) != expected) {
            throw new IllegalArgumentException("out of order");
        }
    }

    private static KnownKey key(String base64, String since) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length != 1 + Ed25519PublicKey.LENGTH_BYTES
                || bytes[0] != SignatureType.ED25519.identifier()) {
            throw new IllegalArgumentException("no Ed25519 key");
        }
        return KnownKey.first(
                Ed25519PublicKey.of(Arrays.copyOfRange(bytes, 1, bytes.length)),
                Instant.parse(since));
    }
}
