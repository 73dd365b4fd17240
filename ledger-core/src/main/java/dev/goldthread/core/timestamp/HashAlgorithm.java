package dev.goldthread.core.timestamp;

import dev.goldthread.core.seal.MalformedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Hash algorithms that may carry a signature today (RFC 5754 section 2); SHA-1 may not. */
enum HashAlgorithm {
    SHA_256("2.16.840.1.101.3.4.2.1", "SHA-256", "SHA256"),
    SHA_384("2.16.840.1.101.3.4.2.2", "SHA-384", "SHA384"),
    SHA_512("2.16.840.1.101.3.4.2.3", "SHA-512", "SHA512");

    private final String oid;
    private final String digestName;
    private final String signaturePrefix;

    HashAlgorithm(String oid, String digestName, String signaturePrefix) {
        this.oid = oid;
        this.digestName = digestName;
        this.signaturePrefix = signaturePrefix;
    }

    /**
     * Reads an AlgorithmIdentifier; parameters may be absent or NULL (RFC 5754 section 2).
     *
     * @throws MalformedException for any other algorithm
     */
    static HashAlgorithm of(DerValue algorithmIdentifier) {
        DerReader algorithm = algorithmIdentifier.inside("hash algorithm");
        String found = algorithm.next(DerValue.OID).oid("hash algorithm");
        algorithm.nextIf(DerValue.NULL);
        algorithm.finish();
        return Arrays.stream(values())
                .filter(each -> each.oid.equals(found))
                .findFirst()
                .orElseThrow(
                        () ->
                                new MalformedException(
                                        "hash algorithm", "SHA-256, SHA-384 or SHA-512", found));
    }

    /** What the JDK's signature algorithms with this hash begin with. */
    String signaturePrefix() {
        return signaturePrefix;
    }

    byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance(digestName).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no " + digestName, e);
        }
    }
}
