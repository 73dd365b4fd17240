package dev.goldthread.core.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.goldthread.core.event.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other way round: requests of ours to OpenSSL's authority, its stamps to our verifier. */
class OpenSslStampTest {

    private static final String SETTINGS =
            """
            [tsa]
            default_tsa = authority
            [authority]
            serial = serial
            default_policy = 1.2.3.4.1
            digests = sha256
            signer_digest = sha256
            accuracy = secs:1, millisecs:500
            ordering = yes
            tsa_name = yes
            ess_cert_id_chain = yes
            ess_cert_id_alg = %s
            [stamps]
            extendedKeyUsage = critical,timeStamping
            """;

    @TempDir Path folder;

    @BeforeEach
    void needsOpenSsl() {
        assumeTrue(isThere(), "there is no openssl on the PATH");
    }

    private static boolean isThere() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    }

    private void found(String essHash) throws Exception {
        Files.writeString(folder.resolve("settings"), SETTINGS.formatted(essHash));
        Files.writeString(folder.resolve("serial"), "0A\n");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "root.key",
                "-out",
                "root.crt",
                "-subj",
                "/CN=Root",
                "-days",
                "2");
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "tsa.key",
                "-out",
                "tsa.csr",
                "-subj",
                "/CN=OpenSSL stamps");
        openssl(
                "x509",
                "-req",
                "-in",
                "tsa.csr",
                "-CA",
                "root.crt",
                "-CAkey",
                "root.key",
                "-CAcreateserial",
                "-out",
                "tsa.crt",
                "-extfile",
                "settings",
                "-extensions",
                "stamps",
                "-days",
                "1");
    }

    private byte[] stamp(TimestampRequest request) throws Exception {
        Files.write(folder.resolve("request"), request.toBytes());
        openssl(
                "ts",
                "-reply",
                "-config",
                "settings",
                "-section",
                "authority",
                "-queryfile",
                "request",
                "-signer",
                "tsa.crt",
                "-inkey",
                "tsa.key",
                "-out",
                "response");
        return Files.readAllBytes(folder.resolve("response"));
    }

    @Test
    void bothReadEachOther() throws Exception {
        TimestampRequest request =
                new TimestampRequest(Digest.sha256("note"), new BigInteger("1234567890123456789"));
        for (String essHash : List.of("sha1", "sha256")) {
            found(essHash);
            X509Certificate root =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(
                                                    Files.readAllBytes(
                                                            folder.resolve("root.crt"))));
            assertThat(new TimestampVerifier(List.of(root)).verify(stamp(request), request))
                    .isInstanceOfSatisfying(
                            TimestampVerdict.Stamped.class,
                            stamped ->
                                    assertThat(stamped.authority()).isEqualTo("CN=OpenSSL stamps"));
        }
    }
}
