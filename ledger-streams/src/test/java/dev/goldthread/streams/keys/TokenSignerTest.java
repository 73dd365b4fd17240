package dev.goldthread.streams.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Keys that a PKCS#11 token keeps: SoftHSM's real ones. */
@DisabledOnOs(OS.WINDOWS)
class TokenSignerTest {

    private static final Origin PUMP = Origin.parse("ledger.example.org/pump");
    private static final Checkpoint EMPTY = new Checkpoint(PUMP.text(), 0, Merkle.EMPTY_ROOT);
    private static final long SESSIONS_MAX = 200;

    @TempDir private Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        SoftHsm.require();
        SoftHsm.makeKey(SoftHsm.TOKEN, "checkpoint", "01");
        SoftHsm.makeKey(SoftHsm.TOKEN, "twice", "02");
        SoftHsm.makeKey(SoftHsm.TOKEN, "twice", "03");
        SoftHsm.makeKey(SoftHsm.TOKEN, "mixed-a", "04");
        SoftHsm.makeKey(SoftHsm.TOKEN, "mixed-b", "05");
        SoftHsm.tool(SoftHsm.TOKEN, "--delete-object --type pubkey --id 04");
        SoftHsm.tool(SoftHsm.TOKEN, "--set-id 04 --type pubkey --id 05"); // b's public key beside a
        SoftHsm.tool(SoftHsm.TOKEN, "--keypairgen --key-type EC:secp256r1 --id 06 --label p256");
        SoftHsm.makeKey(SoftHsm.OTHER_TOKEN, "checkpoint", "01");
    }

    @Test
    void aTokenSignsNotesAndKeepsTheKey() throws Exception {
        Path data = folder.resolve("data");
        KeyRing ring =
                KeyRing.open(
                        new KeyFolder(data),
                        SignerChoice.ofKey(SoftHsm.uri(SoftHsm.TOKEN, "checkpoint", folder)),
                        Optional.empty(),
                        Instant.EPOCH,
                        Optional::empty);
        NoteSigner signer = new NoteSigner(PUMP.keyName(), ring.newest());

        assertThat(signer.sign(EMPTY).verifiedBy(signer.verifierKey())).isTrue();
        assertThat(signer.sign(EMPTY)).isEqualTo(signer.sign(EMPTY));
        assertThat(data.resolve("keys/checkpoint.p8")).doesNotExist();
        assertThat(ring.book().current().publicKey()).isEqualTo(signer.verifierKey().publicKey());
    }

    @Test
    void aKeyIsFoundByItsIdAndTheTokensAttributes() throws Exception {
        String uri =
                SoftHsm.uri(SoftHsm.TOKEN, "twice", folder)
                        .replace("object=twice", "model=SoftHSM%20v2;type=private;id=%03");
        assertThat(open(uri).publicKey()).isNotEqualTo(open(uri.replace("%03", "%02")).publicKey());
        assertRefused(uri.replace("v2", "v3"), "must name one token, but 0 of the");
    }

    @Test
    void aLostSessionIsOpenedAgain() throws Exception {
        TokenSigner signer = open(SoftHsm.uri(SoftHsm.TOKEN, "checkpoint", folder));
        byte[] before = signer.sign(new byte[1]);
        closeAllSessions();
        assertThat(signer.sign(new byte[1])).isEqualTo(before);

        // The PIN is gone meanwhile: it says so, and goes on when it is back.
        Path pin = folder.resolve("pin");
        Files.move(pin, folder.resolve("away"));
        closeAllSessions();
        assertThatThrownBy(() -> signer.sign(new byte[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("object=checkpoint")
                .hasMessageContaining(pin.toString());
        Files.move(folder.resolve("away"), pin);
        assertThat(signer.sign(new byte[1])).isEqualTo(before);
    }

    @Test
    void aRefusedPinIsNamedByItsCodeNeverShownAndNotTriedAgain() throws Exception {
        assertRefused(
                SoftHsm.uri(SoftHsm.OTHER_TOKEN, "checkpoint") + "&pin-value=99secret99",
                "C_Login says CKR_PIN_INCORRECT (0xa0)");

        TokenSigner signer = open(SoftHsm.uri(SoftHsm.OTHER_TOKEN, "checkpoint", folder));
        Files.writeString(folder.resolve("pin"), "99secret99");
        closeAllSessions();
        assertThatThrownBy(() -> signer.sign(new byte[1]))
                .hasMessageContaining("CKR_PIN_INCORRECT");
        Files.writeString(folder.resolve("pin"), SoftHsm.PIN);
        assertThatThrownBy(() -> signer.sign(new byte[1]))
                .hasMessageContaining("CKR_PIN_INCORRECT");
    }

    @Test
    void refusesAKeyThatIsNotToldApartOrNotThere() throws Exception {
        assertRefused(
                SoftHsm.uri(SoftHsm.TOKEN, "twice", folder), "one Ed25519 private key", "has 2");
        assertRefused(SoftHsm.uri(SoftHsm.TOKEN, "none", folder), "private key", "has none");
        assertRefused(SoftHsm.uri(SoftHsm.TOKEN, "p256", folder), "private key", "has none");
        assertRefused(
                SoftHsm.uri("elsewhere", "checkpoint", folder),
                "token=elsewhere;object=checkpoint",
                "0 of the");
        assertRefused(SoftHsm.uri(SoftHsm.TOKEN, "checkpoint"), "pin-source");
    }

    @Test
    void refusesAPublicKeyThatIsAnothers() throws Exception {
        assertRefused(SoftHsm.uri(SoftHsm.TOKEN, "mixed-a", folder), "does not verify");
    }

    @Test
    void refusesAPinThatOthersCanRead() throws Exception {
        String uri = SoftHsm.uri(SoftHsm.TOKEN, "checkpoint", folder);
        Files.setPosixFilePermissions(
                folder.resolve("pin"), PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(uri, "PIN file " + folder.resolve("pin"), "rw-r-----", "chmod 600");
    }

    @Test
    void refusesALibraryThatIsNoModule() throws Exception {
        String uri = SoftHsm.uri(SoftHsm.TOKEN, "checkpoint", folder);
        String module = SoftHsm.module().orElseThrow().toString();
        assertRefused(uri.replace(module, "/none.so"), "module-path /none.so", "cannot be loaded");
        Path java = Path.of(System.getProperty("java.home"), "lib");
        String name = System.mapLibraryName("java");
        assertRefused(
                uri.replace(module, java.resolve(name).toString()), "exports no C_GetFunctionList");
    }

    private static TokenSigner open(String uri) {
        return TokenSigner.open(TokenUri.parse(uri));
    }

    /** As a token that was pulled out leaves them behind. */
    private static void closeAllSessions() {
        Cryptoki same = new Cryptoki(CryptokiLibrary.load(SoftHsm.module().orElseThrow()));
        for (long session = 1; session < SESSIONS_MAX; session++) {
            try {
                same.closeSession(session);
            } catch (CryptokiException e) {
                assertThat(e).hasMessageContaining("CKR_SESSION_HANDLE_INVALID");
            }
        }
    }

    private static void assertRefused(String uri, String... says) {
        assertThatThrownBy(() -> open(uri))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContainingAll(says)
                .satisfies(
                        error -> {
                            StringWriter trace = new StringWriter();
                            error.printStackTrace(new PrintWriter(trace));
                            assertThat(trace.toString())
                                    .doesNotContain(SoftHsm.PIN)
                                    .doesNotContain("99secret99");
                        });
    }
}
