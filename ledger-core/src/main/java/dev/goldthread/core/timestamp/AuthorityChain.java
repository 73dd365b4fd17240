package dev.goldthread.core.timestamp;

import dev.goldthread.core.seal.MalformedException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From the certificate that signed a stamp to a trusted root (RFC 5280 section 6), all of it valid
 * at the time of the stamp, and made for time stamping and nothing else (RFC 3161 section 2.3).
 */
final class AuthorityChain {

    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;

    private final Set<TrustAnchor> anchors;

    AuthorityChain(List<X509Certificate> roots) {
        if (roots.isEmpty()) {
            throw new IllegalArgumentException(
                    "timestamp roots must be at least one certificate, but there is none; give the authority's root as PEM");
        }
        anchors =
                roots.stream()
                        .map(root -> new TrustAnchor(root, null))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @throws MalformedException when there is no such chain
     */
    void check(X509Certificate signer, List<X509Certificate> others, Instant time) {
        checkUsage(signer);
        checkValidity(signer, time);
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(signer);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
            parameters.setDate(Date.from(time));
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (CertPathBuilderException e) {
            throw new MalformedException(
                    "chain of " + signer.getSubjectX500Principal().getName(),
                    "valid up to a trusted root on " + time,
                    Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("not"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no PKIX (RFC 5280)", e);
        }
    }

    /** The chain's check covers it, but does not say so. */
    private static void checkValidity(X509Certificate signer, Instant time) {
        Instant from = signer.getNotBefore().toInstant();
        Instant to = signer.getNotAfter().toInstant();
        if (time.isBefore(from) || time.isAfter(to)) {
            throw new MalformedException(
                    "validity of the signer", "from %s to %s".formatted(from, to), time);
        }
    }

    private static void checkUsage(X509Certificate signer) {
        List<String> usages = usages(signer);
        Set<String> critical =
                Optional.ofNullable(signer.getCriticalExtensionOIDs()).orElse(Set.of());
        if (!usages.equals(List.of(TIME_STAMPING)) || !critical.contains(EXTENDED_KEY_USAGE)) {
            throw new MalformedException(
                    "extendedKeyUsage of the signer",
                    "critical, timeStamping (" + TIME_STAMPING + ") and nothing else",
                    usages.isEmpty() ? "missing" : String.join(", ", usages));
        }
        boolean[] keyUsage = signer.getKeyUsage();
        if (keyUsage != null && !keyUsage[DIGITAL_SIGNATURE] && !keyUsage[NON_REPUDIATION]) {
            throw new MalformedException(
                    "keyUsage of the signer", "digitalSignature or nonRepudiation", "neither");
        }
    }

    private static List<String> usages(X509Certificate signer) {
        try {
            return Optional.ofNullable(signer.getExtendedKeyUsage()).orElse(List.of());
        } catch (CertificateParsingException e) {
            throw new MalformedException(
                    "extendedKeyUsage of the signer", "readable", String.valueOf(e.getMessage()));
        }
    }
}
