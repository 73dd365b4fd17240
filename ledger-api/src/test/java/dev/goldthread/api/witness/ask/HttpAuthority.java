package dev.goldthread.api.witness.ask;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
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
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time stamping authority on loopback: a root, a certificate for stamps, RFC 3161 over HTTP. */
public final class HttpAuthority implements AutoCloseable {

    private static final ASN1ObjectIdentifier POLICY =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    public final X509Certificate root;
    final AtomicInteger requests = new AtomicInteger();
    private final KeyPair key = keyPair();
    private final X509Certificate stamps;
    private final HttpServer server;
    private volatile Manner manner = Manner.HONEST;
    private volatile byte[] last = {};

    /** How it answers. */
    enum Manner {
        HONEST,
        OUT_OF_ORDER,
        /** Always what it answered last. */
        REPLAYING
    }

    public HttpAuthority() throws Exception {
        KeyPair rootKey = keyPair();
        root = issue("CN=Root", rootKey, rootKey, true);
        stamps = issue("CN=Stamps", key, rootKey, false);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tsa", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:%d/tsa".formatted(server.getAddress().getPort()));
    }

    void be(Manner next) {
        manner = next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] request = exchange.getRequestBody().readAllBytes();
            if (manner == Manner.OUT_OF_ORDER) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (manner == Manner.HONEST) {
                last = stamp(request);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, last.length);
            exchange.getResponseBody().write(last);
        }
    }

    private byte[] stamp(byte[] request) throws IOException {
        try {
            TimeStampTokenGenerator tokens =
                    new TimeStampTokenGenerator(
                            new JcaSimpleSignerInfoGeneratorBuilder()
                                    .build("SHA256withECDSA", key.getPrivate(), stamps),
                            new JcaDigestCalculatorProviderBuilder()
                                    .build()
                                    .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                            POLICY);
            tokens.addCertificates(new JcaCertStore(List.of(stamps)));
            return new TimeStampResponseGenerator(
                            tokens, Set.of(NISTObjectIdentifiers.id_sha256.getId()))
                    .generate(new TimeStampRequest(request), BigInteger.ONE, new Date())
                    .getEncoded("DER");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static KeyPair keyPair() throws Exception {
        return KeyPairGenerator.getInstance("EC").generateKeyPair();
    }

    private static X509Certificate issue(
            String subject, KeyPair key, KeyPair issuer, boolean isRoot) throws Exception {
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=Root"),
                        BigInteger.TWO,
                        Date.from(Instant.now().minus(Duration.ofDays(1))),
                        Date.from(Instant.now().plus(Duration.ofDays(1))),
                        new X500Name(subject),
                        key.getPublic());
        if (isRoot) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } else {
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    true,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(issuer.getPrivate())));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
