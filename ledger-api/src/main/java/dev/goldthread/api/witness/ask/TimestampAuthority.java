package dev.goldthread.api.witness.ask;

import dev.goldthread.api.outbound.Answer;
import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.timestamp.RootCertificates;
import dev.goldthread.core.timestamp.TimestampRequest;
import dev.goldthread.core.timestamp.TimestampVerdict;
import dev.goldthread.core.timestamp.TimestampVerifier;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A time stamping authority over HTTP (RFC 3161 section 3.4) whose stamps are verified as they
 * come: a stamp that nobody can verify later is worth nothing. Safe for any thread.
 */
public final class TimestampAuthority {

    private static final String REPLY_TYPE = "application/timestamp-reply";
    private static final int REPLY_MAX_BYTES = 128 << 10;
    private static final int NONCE_BITS = 64;

    private final URI address;
    private final TimestampVerifier verifier;
    private final Outbound http;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param address where requests are sent, as the authority states it
     * @param roots what its chain must lead to, at least one
     */
    public TimestampAuthority(URI address, List<X509Certificate> roots) {
        this(address, roots, Outbound.DEFAULT);
    }

    TimestampAuthority(URI address, List<X509Certificate> roots, Outbound http) {
        this.address = address;
        this.verifier = new TimestampVerifier(roots);
        this.http = http;
    }

    /**
     * Reads certificates from a PEM file.
     *
     * @throws IOException when the file cannot be read, or holds no certificates
     */
    public static List<X509Certificate> roots(Path pem) throws IOException {
        try {
            return RootCertificates.parse(Files.readAllBytes(pem));
        } catch (MalformedException e) {
            throw new IOException("%s: %s".formatted(pem, e.getMessage()), e);
        }
    }

    /**
     * A verified stamp over {@code imprint}.
     *
     * @return the TimeStampResp as it came, DER
     * @throws IOException when the authority is away, refuses, or its stamp does not verify
     */
    Bytes stamp(Digest imprint) throws IOException {
        TimestampRequest request =
                new TimestampRequest(imprint, new BigInteger(NONCE_BITS, random));
        Answer answer =
                http.post(address, TimestampRequest.MEDIA_TYPE, request.toBytes(), REPLY_MAX_BYTES);
        if (answer.status() != 200 || !answer.contentType().equals(REPLY_TYPE)) {
            throw new IOException(
                    "%s must answer 200 with %s, but answered %d with %s"
                            .formatted(address, REPLY_TYPE, answer.status(), answer.contentType()));
        }
        return switch (verifier.verify(answer.body(), request)) {
            case TimestampVerdict.Stamped _ -> new Bytes(answer.body());
            case TimestampVerdict.Refused refused -> throw new IOException(refused.message());
        };
    }
}
