package dev.goldthread.core.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    private static final Origin ORIGIN = Origin.parse("ledger.example.org/infusion-pump");
    private static final Ed25519PrivateKey LOG_KEY = key(1);
    private static final Ed25519PrivateKey WITNESS_KEY = key(2);
    private static final NoteSigner SIGNER = new NoteSigner(ORIGIN.keyName(), LOG_KEY);
    private static final VerifierKey WITNESS =
            new VerifierKey(
                    new KeyName("witness.example.com/w1"),
                    SignatureType.COSIGNATURE_V1,
                    WITNESS_KEY.publicKey());
    private static final Checkpoint CHECKPOINT =
            new Checkpoint(ORIGIN.text(), 20852163, Digest.sha256("root"));
    private static final long TIME_SECONDS = 1_760_000_000L;

    private static Ed25519PrivateKey key(long randomSeed) {
        byte[] seed = new byte[32];
        new Random(randomSeed).nextBytes(seed);
        return Ed25519PrivateKey.ofSeed(seed);
    }

    private static NoteSignature cosign(String text) {
        byte[] signature = WITNESS_KEY.sign(CosignatureV1.message(TIME_SECONDS, text));
        byte[] blob = ByteBuffer.allocate(72).putLong(TIME_SECONDS).put(signature).array();
        return new NoteSignature(WITNESS.name(), WITNESS.keyId(), blob);
    }

    private static SignedNote cosigned() {
        SignedNote note = SIGNER.sign(CHECKPOINT);
        return note.with(cosign(note.text()));
    }

    private static boolean isTrusted(byte[] note) {
        return CheckpointVerdict.of(note, ORIGIN, SIGNER.verifierKey())
                instanceof CheckpointVerdict.Trusted;
    }

    @Test
    void readsWhatItWrites() {
        SignedNote note = cosigned();
        assertThat(SignedNote.parse(note.toBytes())).isEqualTo(note);
        assertThat(note.signatures()).hasSize(2);
        assertThat(Checkpoint.parse(note.text())).isEqualTo(CHECKPOINT);
        SignedNote blankLines =
                new SignedNote("a\n\n\nb è\n\n", Collections.nCopies(16, cosign("x\n")));
        assertThat(SignedNote.parse(blankLines.toBytes())).isEqualTo(blankLines);
    }

    @Test
    void isVerifiedByItsSignersOnly() {
        SignedNote note = cosigned();
        assertThat(note.verifiedBy(SIGNER.verifierKey())).isTrue();
        assertThat(note.verifiedBy(WITNESS)).isTrue();
        KeyName name = SIGNER.verifierKey().name();
        assertThat(
                        note.verifiedBy(
                                new VerifierKey(
                                        name, SignatureType.ED25519, WITNESS_KEY.publicKey())))
                .isFalse();
        assertThat(
                        note.verifiedBy(
                                new VerifierKey(
                                        name, SignatureType.COSIGNATURE_V1, LOG_KEY.publicKey())))
                .isFalse();
    }

    @Test
    void aCosignatureCarriesItsTime() {
        SignedNote note = cosigned();
        CosignatureV1 cosignature =
                CosignatureV1.parse(note.signatures().get(1).blob()).orElseThrow();
        assertThat(cosignature.timeSeconds()).isEqualTo(TIME_SECONDS);
        assertThat(cosignature.isBy(WITNESS_KEY.publicKey(), note.text())).isTrue();
        assertThat(cosignature.isBy(WITNESS_KEY.publicKey(), note.text() + "x\n")).isFalse();
        assertThat(cosignature.isBy(LOG_KEY.publicKey(), note.text())).isFalse();
        assertThat(new String(CosignatureV1.message(1679315147, "text\n"), UTF_8))
                .isEqualTo("cosignature/v1\ntime 1679315147\ntext\n");
    }

    @Test
    void everyChangedByteOfACosignatureIsRefused() {
        SignedNote note = SIGNER.sign(CHECKPOINT);
        byte[] blob = cosign(note.text()).blob();
        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= (byte) 0x80;
            NoteSignature line = new NoteSignature(WITNESS.name(), WITNESS.keyId(), changed);
            assertThat(note.with(line).verifiedBy(WITNESS)).as("byte %d", i).isFalse();
        }
        assertThat(CosignatureV1.parse(Arrays.copyOf(blob, 71))).isEqualTo(Optional.empty());
    }

    @Test
    void oneBadLineOfAKnownKeySpoilsTheNote() {
        SignedNote note = SIGNER.sign(CHECKPOINT);
        byte[] blob = note.signatures().getFirst().blob();
        blob[5] ^= 1;
        VerifierKey key = SIGNER.verifierKey();
        assertThat(note.with(new NoteSignature(key.name(), key.keyId(), blob)).verifiedBy(key))
                .isFalse();
        assertThat(note.with(new NoteSignature(key.name(), key.keyId() + 1, blob)).verifiedBy(key))
                .as("a line of an unknown key is ignored")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x20, 0x80})
    void everyChangedByteOfANoteIsRefused(int mask) {
        byte[] note = SIGNER.sign(CHECKPOINT).toBytes();
        assertThat(isTrusted(note)).isTrue();
        for (int i = 0; i < note.length; i++) {
            byte[] changed = note.clone();
            changed[i] ^= (byte) mask;
            assertThat(isTrusted(changed)).as("byte %d", i).isFalse();
        }
    }

    @Test
    void everyCutOfANoteIsRefused() {
        byte[] note = SIGNER.sign(CHECKPOINT).toBytes();
        for (int length = 0; length < note.length; length++) {
            assertThat(isTrusted(Arrays.copyOf(note, length))).as("length %d", length).isFalse();
        }
        assertThat(isTrusted(Arrays.copyOf(note, note.length + 1))).isFalse();
    }

    @Test
    void refusesATrueSignatureOverAnotherLogsCheckpoint() {
        NoteSigner other =
                new NoteSigner(Origin.parse("ledger.example.org/other").keyName(), LOG_KEY);
        byte[] note = other.sign(CHECKPOINT).toBytes();
        assertThat(isTrusted(note)).isFalse();
        Checkpoint foreign = new Checkpoint("ledger.example.org/other", 1, Digest.ZERO);
        assertThat(
                        CheckpointVerdict.of(
                                SIGNER.sign(foreign).toBytes(), ORIGIN, SIGNER.verifierKey()))
                .isInstanceOfSatisfying(
                        CheckpointVerdict.Refused.class,
                        refused ->
                                assertThat(refused.message())
                                        .isEqualTo(
                                                "checkpoint of ledger.example.org/infusion-pump: origin must be ledger.example.org/infusion-pump, but is ledger.example.org/other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n\n\n",
                "text\n\n— name AAAAAAA=",
                "text\n\n- name AAAAAAA=\n",
                "text\n\n—name AAAAAAA=\n",
                "text\n\n— name  AAAAAAA=\n",
                "text\n\n— AAAAAAA=\n",
                "text\n\n— name AAAAAAA= \n",
                "text\n\n— name AAAAAAA\n",
                "text\n\n— name AAAAAAB=\n",
                "text\n\n— name AAAAAA==\n",
                "text\n\n— na+me AAAAAAA=\n",
                "text\n\n— name AAAA_AA=\n",
                "te\rxt\n\n— name AAAAAAA=\n",
                "text\n\n— name AAAAAAA=\r— name AAAAAAA=\n",
                "text\n\n— name AAAAAAA=\r\n",
                "text\n— name AAAAAAA=\n",
            })
    void refusesEveryOtherForm(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
        SignedNote least = SignedNote.parse("text\n\n— name AAAAAAA=\n".getBytes(UTF_8));
        assertThat(least.signatures().getFirst().keyName()).isEqualTo(new KeyName("name"));
    }

    @Test
    void refusesOtherEncodingsAndSizes() {
        byte[] note = "t\u00e9xt\n\n— name AAAAAAA=\n".getBytes(UTF_8);
        byte[] broken = note.clone();
        broken[1] = (byte) 0xff;
        assertThatThrownBy(() -> SignedNote.parse(broken))
                .hasMessageStartingWith("note must be UTF-8");
        assertThatThrownBy(() -> SignedNote.parse(new byte[(1 << 20) + 1]))
                .hasMessageContaining("at most 1 MiB");
        List<NoteSignature> many = Collections.nCopies(101, cosign("x\n"));
        assertThatThrownBy(() -> new SignedNote("text\n", many)).hasMessageContaining("but is 101");
        assertThatThrownBy(() -> new SignedNote("text", many)).hasMessageContaining("newline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "log\n",
                "log\n1\n",
                "log\n1\nRoot",
                "\n1\nRoot\n",
                "log\n01\nRoot\n",
                "log\n+1\nRoot\n",
                "log\n-1\nRoot\n",
                "log\n1 \nRoot\n",
                "log\n٣\nRoot\n",
                "log\n9223372036854775808\nRoot\n",
                "log\n0\nRoot\n",
                "log\n1\nRoot\nextension\n",
                "log\n1\nRoot\n\n",
                "log\n1\nAAAA\n",
                "log\n1\n\n",
            })
    void refusesEveryOtherCheckpoint(String form) {
        String root = CHECKPOINT.text().lines().toList().get(2);
        assertThatThrownBy(() -> Checkpoint.parse(form.replace("Root", root)))
                .isInstanceOf(MalformedException.class);
        assertThat(Checkpoint.parse("log\n1\n" + root + "\n").size()).isEqualTo(1);
    }

    @Test
    void anEmptyLogHasTheEmptyRoot() {
        Checkpoint empty = Checkpoint.of(ORIGIN, CompactRange.EMPTY);
        assertThat(empty.text())
                .isEqualTo(
                        "ledger.example.org/infusion-pump\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        assertThat(Checkpoint.parse(empty.text())).isEqualTo(empty);
    }

    @Test
    void everyChangedCharacterOfAVerifierKeyIsRefusedOrIsAnotherKey() {
        String text = SIGNER.verifierKey().text();
        assertThat(VerifierKey.parse(text)).isEqualTo(SIGNER.verifierKey());
        assertThat(VerifierKey.parse(WITNESS.text())).isEqualTo(WITNESS);
        for (int i = 0; i < text.length(); i++) {
            char[] changed = text.toCharArray();
            changed[i] = changed[i] == '7' ? '8' : '7';
            assertThatThrownBy(() -> VerifierKey.parse(new String(changed)))
                    .as("character %d", i)
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void refusesUnknownKeyTypes() {
        String ecdsa = "name+00000000+" + StrictBase64.encode(new byte[] {2, 3});
        assertThatThrownBy(() -> VerifierKey.parse(ecdsa)).hasMessageContaining("32 bytes of key");
        byte[] typeAndKey = new byte[33];
        typeAndKey[0] = 2;
        assertThatThrownBy(
                        () -> VerifierKey.parse("name+00000000+" + StrictBase64.encode(typeAndKey)))
                .hasMessageStartingWith("signature type must be");
    }

    @Test
    void bytesDoNotDependOnTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        byte[] note = cosigned().toBytes();
        byte[] message = CosignatureV1.message(TIME_SECONDS, "x\n");
        String key = SIGNER.verifierKey().text();
        String path = new Tile(0, 1234067, 3).path();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat("%d".formatted(1)).as("the language is in force").isEqualTo("١");
            assertThat(cosigned().toBytes()).isEqualTo(note);
            assertThat(CosignatureV1.message(TIME_SECONDS, "x\n")).isEqualTo(message);
            assertThat(SIGNER.verifierKey().text()).isEqualTo(key);
            assertThat(new Tile(0, 1234067, 3).path()).isEqualTo(path);
        } finally {
            Locale.setDefault(before);
        }
    }
}
