package dev.goldthread.core.timestamp;

import dev.goldthread.core.seal.MalformedException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates that somebody trusts beforehand, as files carry them. */
public final class RootCertificates {

    private RootCertificates() {}

    /**
     * Reads them.
     *
     * @param content X.509 certificates, PEM one after the other or a single one as DER
     * @return at least one
     * @throws MalformedException for anything else
     */
    public static List<X509Certificate> parse(byte[] content) {
        try {
            List<X509Certificate> roots =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (roots.isEmpty()) {
                throw new MalformedException("certificates", "at least one, as PEM", "none");
            }
            return roots;
        } catch (CertificateException e) {
            throw new MalformedException(
                    "certificates", "X.509 as PEM", String.valueOf(e.getMessage()));
        }
    }
}
