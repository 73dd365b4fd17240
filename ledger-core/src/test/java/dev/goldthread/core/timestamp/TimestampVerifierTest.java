package dev.goldthread.core.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.timestamp.LocalAuthority.Criticality;
import dev.goldthread.core.timestamp.LocalAuthority.Shape;
import dev.goldthread.core.timestamp.LocalAuthority.Stamper;
import dev.goldthread.core.timestamp.TimestampVerdict.Refused;
import dev.goldthread.core.timestamp.TimestampVerdict.Stamped;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampVerifierTest {

    private static final Digest NOTE = Digest.sha256("a checkpoint's note");
    private static final TimestampRequest REQUEST =
            new TimestampRequest(NOTE, new BigInteger("98765432109876543210"));
    private static final Instant TIME = LocalAuthority.NOW;

    private static LocalAuthority authority;
    private static TimestampVerifier verifier;

    @BeforeAll
    static void found() throws Exception {
        authority = new LocalAuthority("EC");
        verifier = new TimestampVerifier(List.of(authority.root));
    }

    private static byte[] stamp(Shape shape) throws Exception {
        return authority.stamper(shape).answer(REQUEST.toBytes(), TIME);
    }

    private static void assertRefused(TimestampVerdict verdict, String field, String found) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.field()).startsWith(field);
                            assertThat(refused.found()).contains(found);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "EC, SHA256withECDSA",
        "EC, SHA512withECDSA",
        "RSA, SHA256withRSA",
        "RSA, SHA384withRSA",
        "RSA, SHA256withRSAandMGF1",
        "Ed25519, Ed25519"
    })
    void believesStampsOfTrustedAuthorities(String keys, String signatures) throws Exception {
        LocalAuthority each = new LocalAuthority(keys);
        byte[] response = each.stamper(Shape.GOOD, signatures).answer(REQUEST.toBytes(), TIME);
        TimestampVerifier trusting = new TimestampVerifier(List.of(each.root));

        assertThat(trusting.verify(response, REQUEST))
                .isInstanceOfSatisfying(
                        Stamped.class,
                        stamped -> {
                            assertThat(stamped.time()).isEqualTo(TIME);
                            assertThat(stamped.authority()).contains("CN=Stamps");
                            assertThat(stamped.policy()).isEqualTo("1.3.6.1.4.1.99999.1");
                            assertThat(stamped.serial()).isEqualTo(4711);
                        });
        assertThat(trusting.verify(response, NOTE)).isInstanceOf(Stamped.class);
    }

    @Test
    void believesTheOlderWayOfNamingTheSigner() throws Exception {
        byte[] response =
                authority.stamper(Shape.GOOD).namedBySha1().answer(REQUEST.toBytes(), TIME);
        assertThat(verifier.verify(response, REQUEST)).isInstanceOf(Stamped.class);
    }

    @Test
    void theRequestIsWhatOthersMake() throws Exception {
        TimeStampRequestGenerator other = new TimeStampRequestGenerator();
        other.setCertReq(true);
        byte[] theirs =
                other.generate(TSPAlgorithms.SHA256, NOTE.toBytes(), REQUEST.nonce()).getEncoded();
        var ours = new org.bouncycastle.tsp.TimeStampRequest(REQUEST.toBytes());
        assertThat(ours.getNonce()).isEqualTo(REQUEST.nonce());
        assertThat(ours.getMessageImprintDigest()).isEqualTo(NOTE.toBytes());
        assertThat(ours.getCertReq()).isTrue();
        assertThat(theirs.length - REQUEST.toBytes().length)
                .as("they write the hash's absent parameters as NULL")
                .isIn(0, 2);
    }

    @Test
    void refusesAnotherHash() throws Exception {
        Digest other = Digest.sha256("another note");
        assertRefused(verifier.verify(stamp(Shape.GOOD), other), "messageImprint", NOTE.hex());
    }

    @Test
    void refusesAnOlderAnswer() throws Exception {
        byte[] response = stamp(Shape.GOOD);
        TimestampRequest next = new TimestampRequest(NOTE, BigInteger.TWO);
        assertRefused(verifier.verify(response, next), "nonce", REQUEST.nonce().toString());
        assertThat(verifier.verify(response, NOTE)).as("kept").isInstanceOf(Stamped.class);
    }

    @Test
    void refusesACertificateThatWasNotValidThen() throws Exception {
        Shape expired = Shape.GOOD.validUntil(TIME.minus(Duration.ofDays(1)));
        assertRefused(verifier.verify(stamp(expired), REQUEST), "validity", TIME.toString());
        Shape since = Shape.GOOD.validUntil(TIME.plus(Duration.ofSeconds(1)));
        assertThat(verifier.verify(stamp(since), REQUEST))
                .as("it was valid when it stamped")
                .isInstanceOf(Stamped.class);
    }

    @Test
    void refusesAnUntrustedRoot() throws Exception {
        LocalAuthority stranger = new LocalAuthority("EC");
        byte[] response = stranger.stamper(Shape.GOOD).answer(REQUEST.toBytes(), TIME);
        assertRefused(verifier.verify(response, REQUEST), "chain of", "");
    }

    @Test
    void refusesCertificatesMadeForSomethingElse() throws Exception {
        assertRefused(
                verifier.verify(forge(Shape.GOOD.withPurposes()), REQUEST),
                "extendedKeyUsage",
                "missing");
        assertRefused(
                verifier.verify(
                        forge(Shape.GOOD.withPurposes(KeyPurposeId.id_kp_codeSigning)), REQUEST),
                "extendedKeyUsage",
                "1.3.6.1.5.5.7.3.3");
        assertRefused(
                verifier.verify(forge(Shape.GOOD.with(Criticality.NOT_CRITICAL)), REQUEST),
                "extendedKeyUsage",
                "1.3.6.1.5.5.7.3.8");
        assertRefused(
                verifier.verify(
                        forge(
                                Shape.GOOD.withPurposes(
                                        KeyPurposeId.id_kp_timeStamping,
                                        KeyPurposeId.id_kp_codeSigning)),
                        REQUEST),
                "extendedKeyUsage",
                ", ");
    }

    /** BouncyCastle does not stamp with such a certificate, so the token is made without it. */
    private static byte[] forge(Shape shape) throws Exception {
        return ForgedToken.by(authority.stamper(shape), REQUEST, TIME);
    }

    @Test
    void theForgersToolMakesGoodStampsToo() throws Exception {
        assertThat(verifier.verify(forge(Shape.GOOD), REQUEST)).isInstanceOf(Stamped.class);
    }

    @Test
    void refusesASignerThatIsNotSentAlong() throws Exception {
        Stamper good = authority.stamper(Shape.GOOD);
        Stamper bare =
                new Stamper(
                        good.certificate(),
                        good.key(),
                        good.chain().subList(0, 1),
                        good.signatureAlgorithm(),
                        good.namedBy());
        assertRefused(
                verifier.verify(bare.answer(REQUEST.toBytes(), TIME), REQUEST),
                "certificates of the token",
                "1 others");
    }

    @Test
    void refusesWhatTheAuthorityRefused() throws Exception {
        var generator = new TimeStampRequestGenerator();
        byte[] sha1 =
                generator.generate(TSPAlgorithms.SHA1, new byte[20], BigInteger.ONE).getEncoded();
        byte[] response = authority.stamper(Shape.GOOD).answer(sha1, TIME);
        assertRefused(verifier.verify(response, NOTE), "status of the response", "2");
    }

    @Test
    void refusesAnotherHashAlgorithm() throws Exception {
        byte[] sha512 =
                new TimeStampRequestGenerator()
                        .generate(TSPAlgorithms.SHA512, new byte[64], BigInteger.ONE)
                        .getEncoded();
        byte[] response = authority.stamper(Shape.GOOD).answer(sha512, TIME);
        assertRefused(verifier.verify(response, NOTE), "messageImprint", "SHA_512");
    }

    @Test
    void everyCutIsRefused() throws Exception {
        byte[] response = stamp(Shape.GOOD);
        for (int length = 0; length < response.length; length++) {
            assertThat(verifier.verify(Arrays.copyOf(response, length), NOTE))
                    .as("length %d", length)
                    .isInstanceOf(Refused.class);
        }
        assertThat(verifier.verify(Arrays.copyOf(response, response.length + 1), NOTE))
                .isInstanceOf(Refused.class);
        assertRefused(
                verifier.verify(new byte[TimestampResponse.LENGTH_MAX_BYTES + 1], NOTE),
                "response",
                "");
    }

    /** Some bytes are outside of the signature: hints, versions. None may change what is said. */
    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80})
    void noChangedByteGivesAnotherStatement(int mask) throws Exception {
        byte[] response = stamp(Shape.GOOD);
        TimestampVerdict truth = verifier.verify(response, NOTE);
        int refused = 0;
        for (int i = 0; i < response.length; i++) {
            byte[] changed = response.clone();
            changed[i] ^= (byte) mask;
            TimestampVerdict verdict = verifier.verify(changed, NOTE);
            refused += verdict instanceof Refused ? 1 : 0;
            assertThat(verdict instanceof Refused || verdict.equals(truth))
                    .as("byte %d", i)
                    .isTrue();
        }
        assertThat(refused).isGreaterThan(response.length * 8 / 10);
    }

    @Test
    void noiseIsRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            if (noise.length > 2) {
                noise[0] = 0x30;
                noise[1] = (byte) (noise.length - 2);
            }
            assertThat(verifier.verify(noise, NOTE)).isInstanceOf(Refused.class);
        }
    }
}
