package dev.goldthread.core.timestamp;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.seal.MalformedException;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;

/**
 * A signature with the algorithm it says it is of (RFC 5754 section 3, RFC 4056, RFC 8419).
 *
 * @param name the JDK's name of the algorithm
 * @param pss the parameters of RSASSA-PSS, empty for every other
 */
record StampSignature(String name, Optional<PSSParameterSpec> pss, Bytes bytes) {

    private static final String PSS_OID = "1.2.840.113549.1.1.10";

    /** These say the key's kind alone; the hash is the signer's. */
    private static final Map<String, String> BY_HASH =
            Map.of("1.2.840.113549.1.1.1", "withRSA", "1.2.840.10045.2.1", "withECDSA");

    private static final Map<String, String> NAMES =
            Map.of(
                    "1.2.840.113549.1.1.11", "SHA256withRSA",
                    "1.2.840.113549.1.1.12", "SHA384withRSA",
                    "1.2.840.113549.1.1.13", "SHA512withRSA",
                    "1.2.840.10045.4.3.2", "SHA256withECDSA",
                    "1.2.840.10045.4.3.3", "SHA384withECDSA",
                    "1.2.840.10045.4.3.4", "SHA512withECDSA",
                    "1.3.101.112", "Ed25519");

    static StampSignature parse(
            DerValue algorithmIdentifier, HashAlgorithm hash, byte[] signature) {
        DerReader algorithm = algorithmIdentifier.inside("signature algorithm");
        String oid = algorithm.next(DerValue.OID).oid("signature algorithm");
        if (oid.equals(PSS_OID)) {
            byte[] parameters = algorithm.next(DerValue.SEQUENCE).encoded();
            return new StampSignature(
                    "RSASSA-PSS", Optional.of(pss(parameters)), new Bytes(signature));
        }
        String name =
                Optional.ofNullable(BY_HASH.get(oid))
                        .map(key -> hash.signaturePrefix() + key)
                        .or(() -> Optional.ofNullable(NAMES.get(oid)))
                        .orElseThrow(
                                () ->
                                        new MalformedException(
                                                "signature algorithm",
                                                "RSA, RSASSA-PSS, ECDSA or Ed25519 with SHA-2",
                                                oid));
        return new StampSignature(name, Optional.empty(), new Bytes(signature));
    }

    private static PSSParameterSpec pss(byte[] parameters) {
        try {
            AlgorithmParameters parsed = AlgorithmParameters.getInstance("RSASSA-PSS");
            parsed.init(parameters);
            return parsed.getParameterSpec(PSSParameterSpec.class);
        } catch (GeneralSecurityException | IOException e) {
            throw new MalformedException(
                    "signature algorithm", "RSASSA-PSS", String.valueOf(e.getMessage()));
        }
    }

    /** Whether this is {@code key}'s signature over {@code message}. */
    boolean isBy(PublicKey key, byte[] message) {
        try {
            Signature verifier = Signature.getInstance(name);
            verifier.initVerify(key);
            if (pss.isPresent()) {
                verifier.setParameter(pss.get());
            }
            verifier.update(message);
            return verifier.verify(bytes.toBytes());
        } catch (InvalidKeyException | SignatureException e) {
            return false; // another kind of key, or not the form of such a signature
        } catch (GeneralSecurityException e) {
            return false; // parameters that the key does not allow
        }
    }
}
