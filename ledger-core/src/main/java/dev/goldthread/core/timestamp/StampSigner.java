package dev.goldthread.core.timestamp;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.seal.MalformedException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who signed a token and over what, {@code SignerInfo} (RFC 5652 section 5.3).
 *
 * @param signedAttributes by their object identifier, the one value of each
 * @param signedBytes what the signature is over: the attributes as a SET
 */
record StampSigner(
        HashAlgorithm hash,
        Map<String, DerValue> signedAttributes,
        Bytes signedBytes,
        StampSignature signature) {

    private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
    private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";

    /** RFC 5035 section 3: the signer's certificate by SHA-1, and by any hash. */
    private static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";

    private static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    private static final int ATTRIBUTES_MAX = 32;

    StampSigner {
        signedAttributes = Map.copyOf(signedAttributes);
    }

    /**
     * {@code SignerInfo { version, sid, digestAlgorithm, [0] signedAttrs, signatureAlgorithm,
     * signature, [1] unsignedAttrs }}. Signed attributes must be there, since the content is no
     * plain data (RFC 5652 section 5.3).
     */
    static StampSigner parse(DerValue signerInfo) {
        DerReader signer = signerInfo.inside("SignerInfo");
        signer.next(DerValue.INTEGER); // version: says which form sid has
        // The signer is named again, by hash, in the signed attributes; that name is used.
        signer.nextAny();
        HashAlgorithm hash = HashAlgorithm.of(signer.next(DerValue.SEQUENCE));
        DerValue attributes = signer.next(DerValue.context(0));
        DerValue algorithm = signer.next(DerValue.SEQUENCE);
        byte[] signature = signer.next(DerValue.OCTET_STRING).content();
        signer.nextIf(DerValue.context(1)); // unsigned attributes prove nothing
        signer.finish();
        return new StampSigner(
                hash,
                attributes(attributes),
                new Bytes(attributes.encodedAs(DerValue.SET)), // RFC 5652 section 5.4
                StampSignature.parse(algorithm, hash, signature));
    }

    private static Map<String, DerValue> attributes(DerValue set) {
        Map<String, DerValue> attributes = new HashMap<>();
        DerReader each = set.inside("signed attributes");
        while (each.hasNext()) {
            DerReader attribute = each.next(DerValue.SEQUENCE).inside("signed attribute");
            String oid = attribute.next(DerValue.OID).oid("signed attribute");
            DerReader values = attribute.next(DerValue.SET).inside("signed attribute " + oid);
            attribute.finish();
            DerValue value = values.nextAny();
            values.finish();
            if (attributes.put(oid, value) != null || attributes.size() > ATTRIBUTES_MAX) {
                throw new MalformedException(
                        "signed attributes", "each once, at most 32", oid + " again");
            }
        }
        return attributes;
    }

    /**
     * @throws MalformedException unless the attributes bind exactly this content (RFC 5652 section
     *     11.1 and 11.2)
     */
    void checkContent(byte[] content) {
        SignedStamp.checkType(
                "signed attribute content-type", SignedStamp.TST_INFO, attribute(CONTENT_TYPE));
        byte[] stated = attribute(MESSAGE_DIGEST).content();
        if (!MessageDigest.isEqual(stated, hash.hash(content))) {
            throw new MalformedException(
                    "signed attribute message-digest", "the hash of the TSTInfo", "another");
        }
    }

    /**
     * Whether the attributes name this certificate as the signer's, which RFC 3161 section 2.4.2
     * requires, so that no other certificate of the same key can be put in its place.
     */
    boolean isNamed(X509Certificate certificate) {
        byte[] der = encoded(certificate);
        Optional<DerValue> newer =
                Optional.ofNullable(signedAttributes.get(SIGNING_CERTIFICATE_V2));
        if (newer.isPresent()) {
            return isNamedV2(newer.get(), der);
        }
        DerReader id = firstId(attribute(SIGNING_CERTIFICATE));
        return Arrays.equals(id.next(DerValue.OCTET_STRING).content(), OldHash.sha1(der));
    }

    /** ESSCertIDv2 ::= SEQUENCE { hashAlgorithm DEFAULT SHA-256, certHash, issuerSerial }. */
    private static boolean isNamedV2(DerValue signingCertificate, byte[] der) {
        DerReader id = firstId(signingCertificate);
        HashAlgorithm hash =
                id.nextIf(DerValue.SEQUENCE).map(HashAlgorithm::of).orElse(HashAlgorithm.SHA_256);
        return Arrays.equals(id.next(DerValue.OCTET_STRING).content(), hash.hash(der));
    }

    /**
     * SigningCertificate ::= SEQUENCE { certs SEQUENCE OF ESSCertID, … }; the first is the signer.
     */
    private static DerReader firstId(DerValue signingCertificate) {
        String field = "signed attribute signing-certificate";
        return signingCertificate
                .inside(field)
                .next(DerValue.SEQUENCE)
                .inside(field)
                .next(DerValue.SEQUENCE)
                .inside(field);
    }

    private DerValue attribute(String oid) {
        DerValue value = signedAttributes.get(oid);
        if (value == null) {
            throw new MalformedException("signed attributes", "with " + oid, "without it");
        }
        return value;
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new MalformedException(
                    "certificate of the token", "X.509", String.valueOf(e.getMessage()));
        }
    }
}
