package dev.goldthread.core.timestamp;

import dev.goldthread.core.event.Digest;
import java.math.BigInteger;
import java.util.HexFormat;

/**
 * What an authority is asked: stamp this hash, and send your certificates along (RFC 3161 section
 * 2.4.1; {@code certReq} is true, so that the answer can be verified offline).
 *
 * @param imprint SHA-256 of what is to be stamped
 * @param nonce a number never used before, ≥ 0; the answer must carry it, or it may be an old one
 */
public record TimestampRequest(Digest imprint, BigInteger nonce) {

    /** Media type of {@link #toBytes} over HTTP (RFC 3161 section 3.4). */
    public static final String MEDIA_TYPE = "application/timestamp-query";

    /** AlgorithmIdentifier of SHA-256, parameters absent (RFC 5754 section 2). */
    private static final byte[] SHA_256 = HexFormat.of().parseHex("300b0609608648016503040201");

    private static final byte[] TRUE = {DerValue.BOOLEAN, 1, (byte) 0xff};

    public TimestampRequest {
        if (nonce.signum() < 0 || nonce.bitLength() > 128) {
            throw new IllegalArgumentException(
                    "nonce must be between 0 and 2^128-1, but is " + nonce);
        }
    }

    /**
     * {@code TimeStampReq}: version 1, messageImprint, nonce, certReq.
     *
     * <p>No policy is asked for: which one the authority follows is in its answer.
     */
    public byte[] toBytes() {
        byte[] messageImprint =
                DerWriter.value(
                        DerValue.SEQUENCE,
                        SHA_256,
                        DerWriter.value(DerValue.OCTET_STRING, imprint.toBytes()));
        return DerWriter.value(
                DerValue.SEQUENCE,
                DerWriter.integer(BigInteger.ONE),
                messageImprint,
                DerWriter.integer(nonce),
                TRUE);
    }
}
