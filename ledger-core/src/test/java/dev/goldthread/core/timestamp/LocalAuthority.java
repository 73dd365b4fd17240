package dev.goldthread.core.timestamp;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/**
 * A real time stamping authority in memory: root, intermediate, and a certificate for stamps, made
 * by BouncyCastle. Each part can be made wrong.
 */
public final class LocalAuthority {

    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    public final X509Certificate root;
    private final X509Certificate issuing;
    private final KeyPair issuingKey;
    private final String algorithm;

    /** How the certificate for stamps is. */
    public record Shape(
            Optional<KeyPurposeId[]> purposes, Criticality criticality, Instant from, Instant to) {

        public static final Shape GOOD =
                new Shape(
                        Optional.of(new KeyPurposeId[] {KeyPurposeId.id_kp_timeStamping}),
                        Criticality.CRITICAL,
                        NOW.minus(YEAR),
                        NOW.plus(YEAR));

        Shape withPurposes(KeyPurposeId... others) {
            return new Shape(
                    others.length == 0 ? Optional.empty() : Optional.of(others),
                    criticality,
                    from,
                    to);
        }

        Shape validUntil(Instant end) {
            return new Shape(purposes, criticality, from, end);
        }

        Shape with(Criticality other) {
            return new Shape(purposes, other, from, to);
        }
    }

    public enum Criticality {
        CRITICAL,
        NOT_CRITICAL
    }

    /** Someone who can stamp. */
    public record Stamper(
            X509Certificate certificate,
            KeyPair key,
            List<X509Certificate> chain,
            String signatureAlgorithm,
            AlgorithmIdentifier namedBy) {

        private static final ASN1ObjectIdentifier POLICY =
                new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

        Stamper namedBySha1() {
            return new Stamper(
                    certificate,
                    key,
                    chain,
                    signatureAlgorithm,
                    new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1));
        }

        /** The answer to the request, DER. */
        public byte[] answer(byte[] request, Instant time) throws Exception {
            var calculators = new JcaDigestCalculatorProviderBuilder().build();
            TimeStampTokenGenerator tokens =
                    new TimeStampTokenGenerator(
                            new JcaSimpleSignerInfoGeneratorBuilder()
                                    .setProvider(new BouncyCastleProvider())
                                    .build(signatureAlgorithm, key.getPrivate(), certificate),
                            calculators.get(namedBy),
                            POLICY);
            tokens.addCertificates(new JcaCertStore(chain));
            tokens.setAccuracySeconds(1);
            TimeStampResponse response =
                    new TimeStampResponseGenerator(
                                    tokens,
                                    java.util.Set.of(
                                            NISTObjectIdentifiers.id_sha256.getId(),
                                            NISTObjectIdentifiers.id_sha512.getId()))
                            .generate(
                                    new org.bouncycastle.tsp.TimeStampRequest(request),
                                    BigInteger.valueOf(4711),
                                    Date.from(time));
            return response.getEncoded("DER");
        }
    }

    /**
     * @param algorithm of all keys: {@code EC}, {@code RSA} or {@code Ed25519}
     */
    public LocalAuthority(String algorithm) throws Exception {
        this.algorithm = algorithm;
        KeyPair rootKey = keyPair();
        root = issue("CN=Root", rootKey, "CN=Root", rootKey, Optional.empty());
        issuingKey = keyPair();
        issuing = issue("CN=Issuing", issuingKey, "CN=Root", rootKey, Optional.empty());
    }

    public Stamper stamper(Shape shape) throws Exception {
        return stamper(shape, signatureAlgorithm());
    }

    Stamper stamper(Shape shape, String signatureAlgorithm) throws Exception {
        KeyPair key = keyPair();
        X509Certificate certificate =
                issue("CN=Stamps,O=Example", key, "CN=Issuing", issuingKey, Optional.of(shape));
        return new Stamper(
                certificate,
                key,
                List.of(issuing, certificate),
                signatureAlgorithm,
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
    }

    private KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private String signatureAlgorithm() {
        return switch (algorithm) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }

    private X509Certificate issue(
            String subject, KeyPair key, String issuer, KeyPair issuerKey, Optional<Shape> shape)
            throws Exception {
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name(issuer),
                        BigInteger.valueOf(subject.hashCode() & 0xffffL),
                        Date.from(shape.map(Shape::from).orElse(NOW.minus(YEAR.multipliedBy(9)))),
                        Date.from(shape.map(Shape::to).orElse(NOW.plus(YEAR.multipliedBy(9)))),
                        new X500Name(subject),
                        key.getPublic());
        if (shape.isEmpty()) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } else if (shape.get().purposes().isPresent()) {
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    shape.get().criticality() == Criticality.CRITICAL,
                    new ExtendedKeyUsage(shape.get().purposes().get()));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder(signatureAlgorithm())
                                        .build(issuerKey.getPrivate())));
    }
}
