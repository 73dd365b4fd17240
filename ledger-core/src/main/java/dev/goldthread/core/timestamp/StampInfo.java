package dev.goldthread.core.timestamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.MalformedException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an authority states, {@code TSTInfo} (RFC 3161 section 2.4.2). Believe it only after its
 * signature was verified.
 *
 * @param policy object identifier of the policy that the stamp was made under
 * @param imprint the SHA-256 that was stamped
 * @param serial unique to the authority
 * @param time the hash existed at this time or before; fractions as the authority gave them
 * @param nonce as it was asked for; empty when the request had none
 */
record StampInfo(
        String policy,
        Digest imprint,
        BigInteger serial,
        Instant time,
        Optional<BigInteger> nonce) {

    /** X.690 section 11.7 and RFC 3161: seconds, no trailing zeros in the fraction, always UTC. */
    private static final Pattern TIME = Pattern.compile("([0-9]{14})(?:\\.([0-9]{0,8}[1-9]))?Z");

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    /**
     * Reads the DER of a TSTInfo.
     *
     * @throws MalformedException for any other form, another hash algorithm than SHA-256, or an
     *     extension that must be understood
     */
    static StampInfo parse(byte[] der) {
        DerReader info = DerReader.whole(der, DerValue.SEQUENCE, "TSTInfo").inside("TSTInfo");
        int version = info.next(DerValue.INTEGER).number("version of TSTInfo");
        if (version != 1) {
            throw new MalformedException("version of TSTInfo", "1", version);
        }
        String policy = info.next(DerValue.OID).oid("policy");
        Digest imprint = imprint(info.next(DerValue.SEQUENCE));
        BigInteger serial = info.next(DerValue.INTEGER).integer("serial number of the stamp");
        Instant time = time(info.next(DerValue.GENERALIZED_TIME));
        info.nextIf(DerValue.SEQUENCE); // accuracy: a stamp is evidence of order in seconds anyway
        info.nextIf(DerValue.BOOLEAN); // ordering
        Optional<BigInteger> nonce =
                info.nextIf(DerValue.INTEGER).map(value -> value.integer("nonce"));
        info.nextIf(DerValue.context(0)); // tsa: a name, which the certificate gives as well
        info.nextIf(DerValue.context(1)).ifPresent(StampInfo::checkExtensions);
        info.finish();
        return new StampInfo(policy, imprint, serial, time, nonce);
    }

    private static Digest imprint(DerValue messageImprint) {
        DerReader imprint = messageImprint.inside("messageImprint");
        HashAlgorithm algorithm = HashAlgorithm.of(imprint.next(DerValue.SEQUENCE));
        byte[] hash = imprint.next(DerValue.OCTET_STRING).content();
        imprint.finish();
        if (algorithm != HashAlgorithm.SHA_256 || hash.length != Digest.LENGTH_BYTES) {
            throw new MalformedException(
                    "messageImprint", "a SHA-256", algorithm + " of " + hash.length + " bytes");
        }
        return Digest.of(hash);
    }

    private static Instant time(DerValue value) {
        String text = new String(value.content(), US_ASCII);
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedException("genTime", "such as 20260301100000.5Z", text);
        }
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
        try {
            return LocalDateTime.parse(matcher.group(1), SECONDS)
                    .toInstant(ZoneOffset.UTC)
                    .plusNanos(nanos);
        } catch (DateTimeException e) {
            throw new MalformedException("genTime", "a time that exists", text);
        }
    }

    /** Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue }. */
    private static void checkExtensions(DerValue extensions) {
        DerReader each = extensions.inside("extensions of TSTInfo");
        while (each.hasNext()) {
            DerReader extension = each.next(DerValue.SEQUENCE).inside("extension of TSTInfo");
            String oid = extension.next(DerValue.OID).oid("extension of TSTInfo");
            if (extension.nextIf(DerValue.BOOLEAN).isPresent()) {
                throw new MalformedException(
                        "extensions of TSTInfo", "none that must be understood", oid);
            }
            extension.next(DerValue.OCTET_STRING);
            extension.finish();
        }
    }
}
