package dev.goldthread.streams.keys;

import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * A private Ed25519 key in a file: PKCS#8 in PEM (RFC 7468 section 10), mode 0600. Readable by its
 * owner alone, or it is not used.
 */
public final class KeyFile {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int FILE_BYTES_MAX = 10_000;

    private KeyFile() {}

    /**
     * Makes a new key in a file that must not be there yet.
     *
     * @return the key, when the disk has it for good
     */
    static Ed25519PrivateKey create(Path file) {
        byte[] seed = new byte[Ed25519PrivateKey.SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        byte[] pkcs8 = Ed25519PrivateKey.pkcs8(seed);
        OwnerFile.create(
                file,
                "%s%n%s%n%s%n".formatted(BEGIN, Base64.getEncoder().encodeToString(pkcs8), END));
        Arrays.fill(seed, (byte) 0);
        Arrays.fill(pkcs8, (byte) 0);
        return read(file);
    }

    /**
     * @throws KeyRefusedException when others may read or write the file, or it holds no Ed25519
     *     key
     */
    public static Ed25519PrivateKey read(Path file) {
        try {
            OwnerFile.requirePrivate("key file", file);
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw unfit(file, Files.size(file) + " bytes");
            }
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            throw new KeyRefusedException(
                    "key file %s must be readable by this user, but is not (%s); check path and owner"
                            .formatted(file, e),
                    e);
        }
    }

    private static Ed25519PrivateKey parse(Path file, String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw unfit(file, "no such block");
        }
        try {
            String base64 = pem.substring(begin + BEGIN.length(), end).replaceAll("\\s", "");
            return Ed25519PrivateKey.ofPkcs8(Base64.getDecoder().decode(base64));
        } catch (MalformedException e) {
            throw unfit(file, e.found());
        } catch (IllegalArgumentException e) {
            throw unfit(file, "no base64");
        }
    }

    private static KeyRefusedException unfit(Path file, String found) {
        return new KeyRefusedException(
                "key file %s must hold an Ed25519 key as PKCS#8 PEM (%s), but has %s; make one with openssl genpkey -algorithm ed25519"
                        .formatted(file, BEGIN, found));
    }
}
