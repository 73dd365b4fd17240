package dev.goldthread.api.security;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.streams.embedded.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tokens the ledger takes, as salted hashes. Immutable, safe for any thread.
 *
 * <p>The hashes lie in {@code <data>/secrets/tokens}, one line per token: {@code name roles salt
 * hash}, the roles joined by commas, salt and hash in hexadecimal. A token is 32 random bytes, so
 * one SHA-256 over salt and token is enough; there is nothing to guess.
 */
public final class Tokens {

    /** The operator's token itself, for the command line on the same machine. */
    public static final String OPERATOR_FILE = "operator.token";

    private static final String HASHES_FILE = "secrets/tokens";
    private static final String OPERATOR = "operator";
    private static final String TOKEN_PREFIX = "gt_";
    private static final int TOKEN_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final List<Entry> entries;

    private record Entry(Principal principal, Bytes salt, Digest hash) {

        static Entry of(Principal principal, String token, SecureRandom random) {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return new Entry(principal, new Bytes(salt), Tokens.hash(salt, token));
        }

        static Entry parse(String line) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 4) {
                throw new IllegalArgumentException(
                        "a line of %s must have 4 parts, but has %d; restore the file, or delete it to get a new operator token"
                                .formatted(HASHES_FILE, parts.length));
            }
            Set<Role> roles =
                    Arrays.stream(parts[1].split(",", -1))
                            .map(Role::valueOf)
                            .collect(Collectors.toSet());
            return new Entry(
                    new Principal(parts[0], roles),
                    new Bytes(HexFormat.of().parseHex(parts[2])),
                    Digest.parseHex(parts[3]));
        }

        String line() {
            String roles =
                    principal.roles().stream()
                            .sorted()
                            .map(Role::name)
                            .collect(Collectors.joining(","));
            String saltHex = HexFormat.of().formatHex(salt.toBytes());
            return "%s %s %s %s%n".formatted(principal.name(), roles, saltHex, hash.hex());
        }
    }

    private Tokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The tokens of this data folder; the first start makes the operator's. */
    public static Tokens of(DataFolder data) {
        Path hashes = data.directory("secrets").resolveSibling(HASHES_FILE);
        if (!Files.exists(hashes)) {
            makeOperator(data);
        }
        try {
            return new Tokens(
                    Files.readAllLines(hashes).stream()
                            .filter(line -> !line.isBlank())
                            .map(Entry::parse)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("token hashes cannot be read from " + hashes, e);
        }
    }

    /** The token first: after a crash in between, the next start makes both anew. */
    private static void makeOperator(DataFolder data) {
        SecureRandom random = new SecureRandom();
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = TOKEN_PREFIX + HexFormat.of().formatHex(bytes);
        data.writeSecret(OPERATOR_FILE, token + System.lineSeparator());
        Principal operator = new Principal(OPERATOR, Set.of(Role.OPERATOR));
        data.writeSecret(HASHES_FILE, Entry.of(operator, token, random).line());
    }

    /**
     * Whose token this is; empty for nobody's. Takes the same time however much of it is right, and
     * looks at every entry.
     */
    public Optional<Principal> principal(String token) {
        Optional<Principal> found = Optional.empty();
        for (Entry entry : entries) {
            Digest hash = hash(entry.salt().toBytes(), token);
            if (MessageDigest.isEqual(hash.toBytes(), entry.hash().toBytes())) {
                found = Optional.of(entry.principal());
            }
        }
        return found;
    }

    private static Digest hash(byte[] salt, String token) {
        return Digest.sha256(salt, token.getBytes(StandardCharsets.UTF_8));
    }
}
