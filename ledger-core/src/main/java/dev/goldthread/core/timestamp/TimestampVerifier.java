package dev.goldthread.core.timestamp;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.MalformedException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Verifies RFC 3161 responses offline: the hash that was stamped, the signature, and the chain to a
 * trusted root at the time that the stamp states. Whether a certificate was revoked is not known
 * offline and not judged. Immutable and safe for any thread.
 */
public final class TimestampVerifier {

    private final AuthorityChain chain;

    /**
     * @param roots certificates of authorities that are trusted beforehand, at least one; others
     *     count only with a chain to these
     */
    public TimestampVerifier(List<X509Certificate> roots) {
        this.chain = new AuthorityChain(roots);
    }

    /**
     * Verifies a kept response. The nonce is not looked at: it served its purpose when the response
     * came.
     *
     * @param response DER of a TimeStampResp, as the authority sent it
     * @param imprint SHA-256 of what is said to be stamped
     */
    public TimestampVerdict verify(byte[] response, Digest imprint) {
        return verify(response, imprint, Optional.empty());
    }

    /** Verifies the answer to a request: also that it is not an older one. */
    public TimestampVerdict verify(byte[] response, TimestampRequest request) {
        return verify(response, request.imprint(), Optional.of(request.nonce()));
    }

    private TimestampVerdict verify(byte[] response, Digest imprint, Optional<BigInteger> nonce) {
        try {
            SignedStamp stamp = TimestampResponse.parse(response).token();
            StampInfo info = StampInfo.parse(stamp.info().toBytes());
            checkAsked(info, imprint, nonce);
            stamp.signer().checkContent(stamp.info().toBytes());
            X509Certificate signer = signer(stamp);
            if (!stamp.signer().signature().isBy(signer.getPublicKey(), signed(stamp))) {
                throw new MalformedException(
                        "signature", "valid, by " + name(signer), "missing or invalid");
            }
            chain.check(signer, stamp.certificates(), info.time());
            return new TimestampVerdict.Stamped(
                    info.time(), name(signer), info.policy(), info.serial());
        } catch (MalformedException e) {
            return new TimestampVerdict.Refused(e.field(), e.rule(), e.found());
        }
    }

    private static void checkAsked(StampInfo info, Digest imprint, Optional<BigInteger> nonce) {
        if (!info.imprint().equals(imprint)) {
            throw new MalformedException("messageImprint", imprint.hex(), info.imprint().hex());
        }
        if (nonce.isPresent() && !nonce.equals(info.nonce())) {
            throw new MalformedException(
                    "nonce",
                    nonce.get() + ", as it was asked for",
                    info.nonce().map(BigInteger::toString).orElse("missing"));
        }
    }

    private static byte[] signed(SignedStamp stamp) {
        return stamp.signer().signedBytes().toBytes();
    }

    private static X509Certificate signer(SignedStamp stamp) {
        return stamp.certificates().stream()
                .filter(stamp.signer()::isNamed)
                .findFirst()
                .orElseThrow(
                        () ->
                                new MalformedException(
                                        "certificates of the token",
                                        "with the signer's, as certReq asks for",
                                        stamp.certificates().size() + " others"));
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
