package dev.goldthread.core.timestamp;

import dev.goldthread.core.seal.MalformedException;

/**
 * An authority's answer, {@code TimeStampResp} (RFC 3161 section 2.4.2), taken apart; nothing of it
 * is verified.
 */
record TimestampResponse(SignedStamp token) {

    /** Some ten times what authorities send. */
    static final int LENGTH_MAX_BYTES = 128 << 10;

    private static final int GRANTED = 0;
    private static final int GRANTED_WITH_MODS = 1;

    /**
     * Reads the DER of a response that grants a stamp.
     *
     * @throws MalformedException for any other form, and for a status that is a refusal
     */
    static TimestampResponse parse(byte[] der) {
        if (der.length > LENGTH_MAX_BYTES) {
            throw new MalformedException("response", "at most 128 KiB", der.length);
        }
        DerReader response = DerReader.whole(der, DerValue.SEQUENCE, "response").inside("response");
        int status =
                response.next(DerValue.SEQUENCE)
                        .inside("status of the response")
                        .next(DerValue.INTEGER)
                        .number("status of the response");
        if (status != GRANTED && status != GRANTED_WITH_MODS) {
            throw new MalformedException(
                    "status of the response", "0 or 1, a stamp is granted", status);
        }
        SignedStamp token = SignedStamp.parse(response.next(DerValue.SEQUENCE));
        response.finish();
        return new TimestampResponse(token);
    }
}
