package dev.goldthread.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8032 section 7.1, tests 1 to 3. */
class Ed25519Test {

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
                + "'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
                + "72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,"
                + "af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void signsAndVerifiesTheStandardsExamples(
            String seed, String publicKey, String message, String signature) {
        Ed25519PrivateKey key = Ed25519PrivateKey.ofSeed(HexFormat.of().parseHex(seed));
        byte[] messageBytes = HexFormat.of().parseHex(message);
        byte[] signatureBytes = HexFormat.of().parseHex(signature);

        assertThat(key.publicKey()).hasToString(publicKey);
        assertThat(key.sign(messageBytes)).isEqualTo(signatureBytes);
        Ed25519PublicKey read = Ed25519PublicKey.of(HexFormat.of().parseHex(publicKey));
        assertThat(read).isEqualTo(key.publicKey());
        assertThat(read.verifies(messageBytes, signatureBytes)).isTrue();
        for (int i = 0; i < signatureBytes.length; i++) {
            byte[] changed = signatureBytes.clone();
            changed[i] ^= 1;
            assertThat(read.verifies(messageBytes, changed)).as("byte %d", i).isFalse();
        }
        for (int length : new int[] {0, 63, 65}) {
            assertThat(read.verifies(messageBytes, Arrays.copyOf(signatureBytes, length)))
                    .isFalse();
        }
    }

    @Test
    void refusesOtherLengths() {
        assertThatThrownBy(() -> Ed25519PublicKey.of(new byte[31]))
                .hasMessageContaining("but is 31");
        assertThatThrownBy(() -> Ed25519PrivateKey.ofSeed(new byte[33]))
                .hasMessageContaining("but is 33");
    }

    /** y = 2 gives no x on the curve (RFC 8032 section 5.1.3). */
    @Test
    void aKeyThatIsNoPointVerifiesNothing() {
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        Ed25519PublicKey key = Ed25519PublicKey.of(noPoint);
        assertThat(key.verifies(new byte[1], new byte[64])).isFalse();
    }

    @Test
    void neverPrintsTheSeed() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 0x5a);
        assertThat(Ed25519PrivateKey.ofSeed(seed).toString()).doesNotContain("5a5a");
    }
}
