package dev.goldthread.core.timestamp;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.seal.MalformedException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A time stamp token: CMS SignedData over a TSTInfo, signed once (RFC 5652 section 5.1; RFC 3161
 * section 2.4.2). Taken apart, not verified.
 *
 * @param info the DER of the TSTInfo, as it was signed
 * @param certificates what the authority sent along, in its order
 */
record SignedStamp(Bytes info, List<X509Certificate> certificates, StampSigner signer) {

    private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
    static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
    private static final int CERTIFICATES_MAX = 16;

    SignedStamp {
        certificates = List.copyOf(certificates);
    }

    /**
     * {@code ContentInfo { contentType, [0] SignedData { version, digestAlgorithms,
     * encapContentInfo, [0] certificates, [1] crls, signerInfos } }}.
     */
    static SignedStamp parse(DerValue contentInfo) {
        DerReader content = contentInfo.inside("token");
        checkType("content type of the token", SIGNED_DATA, content.next(DerValue.OID));
        DerReader explicit = content.next(DerValue.context(0)).inside("token");
        content.finish();
        DerReader signed = explicit.next(DerValue.SEQUENCE).inside("SignedData");
        explicit.finish();
        signed.next(DerValue.INTEGER); // version: follows from what else is there
        signed.next(DerValue.SET); // digestAlgorithms: a hint for one-pass readers
        byte[] info = info(signed.next(DerValue.SEQUENCE));
        List<X509Certificate> certificates =
                signed.nextIf(DerValue.context(0)).map(SignedStamp::certificates).orElse(List.of());
        signed.nextIf(DerValue.context(1)); // crls: revocation is not judged offline
        DerReader signers = signed.next(DerValue.SET).inside("signerInfos");
        StampSigner signer = StampSigner.parse(signers.next(DerValue.SEQUENCE));
        signers.finish();
        signed.finish();
        return new SignedStamp(new Bytes(info), certificates, signer);
    }

    private static byte[] info(DerValue encapContentInfo) {
        DerReader encapsulated = encapContentInfo.inside("encapContentInfo");
        checkType("signed content type", TST_INFO, encapsulated.next(DerValue.OID));
        DerReader explicit = encapsulated.next(DerValue.context(0)).inside("eContent");
        byte[] info = explicit.next(DerValue.OCTET_STRING).content();
        explicit.finish();
        encapsulated.finish();
        return info;
    }

    static void checkType(String field, String expected, DerValue oid) {
        String found = oid.oid(field);
        if (!found.equals(expected)) {
            throw new MalformedException(field, expected, found);
        }
    }

    private static List<X509Certificate> certificates(DerValue set) {
        List<X509Certificate> certificates = new ArrayList<>();
        DerReader each = set.inside("certificates");
        while (each.hasNext()) {
            if (certificates.size() == CERTIFICATES_MAX) {
                throw new MalformedException("certificates", "at most 16", "more");
            }
            certificates.add(certificate(each.next(DerValue.SEQUENCE).encoded()));
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new MalformedException(
                    "certificate of the token", "X.509", String.valueOf(e.getMessage()));
        }
    }
}
