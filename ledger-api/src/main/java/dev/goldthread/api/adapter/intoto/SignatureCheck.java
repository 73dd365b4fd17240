package dev.goldthread.api.adapter.intoto;

import dev.goldthread.api.adapter.Trust;
import dev.goldthread.core.event.Bytes;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;

/**
 * Whether one of the keys that are believed signed: Ed25519; ECDSA on P-256 with SHA-256, in DER or
 * as r‖s; RSA of 2048 bits and more with SHA-256, PSS or PKCS #1 v1.5. Which of them the key
 * decides, never the message.
 */
public final class SignatureCheck {

    private static final int P256_BITS = 256;
    private static final int RSA_BITS_MIN = 2048;

    /** Salt as long as the digest, which is what signers use. */
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec(
                    "SHA-256",
                    "MGF1",
                    MGF1ParameterSpec.SHA256,
                    32,
                    PSSParameterSpec.TRAILER_FIELD_BC);

    private SignatureCheck() {}

    /**
     * @param connection named in what the answer says
     */
    public static Verification check(
            DsseEnvelope envelope, List<Trust.Key> keys, String connection) {
        if (keys.isEmpty()) {
            return new Verification.Unverified(
                    "connection %s has no key to verify it by".formatted(connection));
        } else if (envelope.signatures().isEmpty()) {
            return new Verification.Failed("it bears no signature");
        }
        byte[] signed = envelope.preAuthenticationEncoding();
        for (Trust.Key key : keys) {
            for (Bytes signature : envelope.signatures()) {
                if (isBy(key.key(), signed, signature.toBytes())) {
                    return new Verification.Verified(key.name());
                }
            }
        }
        return new Verification.Failed(
                "none of its %d signatures is by a key of connection %s: %s"
                        .formatted(
                                envelope.signatures().size(),
                                connection,
                                keys.stream().map(Trust.Key::name).toList()));
    }

    private static boolean isBy(PublicKey key, byte[] signed, byte[] signature) {
        return switch (key) {
            case ECPublicKey ec ->
                    ec.getParams().getOrder().bitLength() == P256_BITS
                            && (verifies("SHA256withECDSA", key, signed, signature)
                                    || verifies(
                                            "SHA256withECDSAinP1363Format",
                                            key,
                                            signed,
                                            signature));
            case RSAPublicKey rsa ->
                    rsa.getModulus().bitLength() >= RSA_BITS_MIN
                            && (verifies("RSASSA-PSS", key, signed, signature)
                                    || verifies("SHA256withRSA", key, signed, signature));
            default -> verifies("Ed25519", key, signed, signature);
        };
    }

    private static boolean verifies(
            String algorithm, PublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature check = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                check.setParameter(PSS);
            }
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // Bytes that are no signature of this algorithm are no signature by this key.
            return false;
        }
    }
}
