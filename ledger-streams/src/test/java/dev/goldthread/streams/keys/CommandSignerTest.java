package dev.goldthread.streams.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.Ed25519Signer;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that sign: openssl as the good one. */
@DisabledOnOs(OS.WINDOWS)
class CommandSignerTest {

    private static final Origin PUMP = Origin.parse("ledger.example.org/pump");
    private static final Checkpoint EMPTY = new Checkpoint(PUMP.text(), 0, Merkle.EMPTY_ROOT);

    @TempDir private Path data;

    @Test
    void aProgramSignsWhatItReads() throws Exception {
        OpenSsl.needed();
        NoteSigner signer = new NoteSigner(PUMP.keyName(), signer(openssl()));

        assertThat(signer.sign(EMPTY).verifiedBy(signer.verifierKey())).isTrue();
        assertThat(signer.sign(EMPTY)).isEqualTo(signer.sign(EMPTY));
    }

    @Test
    void aSignatureByAnotherKeyIsNotLetOut() throws Exception {
        OpenSsl.needed();
        Ed25519PublicKey other = ring(data.resolve("other")).newest().publicKey();
        Ed25519Signer signer = new CommandSigner(openssl(), other, CommandSigner.ANSWER_MAX);

        assertThatThrownBy(() -> new NoteSigner(PUMP.keyName(), signer).sign(EMPTY))
                .hasMessageContaining(other.toString())
                .hasMessageContaining("does not");
    }

    @Test
    void saysWhatAProgramDoesWrong() {
        assertThatThrownBy(() -> signer("echo no card >&2; exit 7").sign(new byte[1]))
                .hasMessageContaining("ended with 7 and said: no card");
        assertThatThrownBy(() -> signer("echo hello").sign(new byte[1]))
                .hasMessageContaining("base64 of a 64-byte signature");
        assertThatThrownBy(() -> signer("yes").sign(new byte[1]))
                .hasMessageContaining("checkpoint signer");
        assertThatThrownBy(() -> signer("sleep 60").sign(new byte[100_000]))
                .hasMessageContaining("must answer within PT1S");
    }

    private String openssl() {
        Path key = data.resolve("keys/checkpoint.p8");
        ring(data);
        // openssl signs Ed25519 from a file only: it has to read the message twice.
        return ("f=$(mktemp); cat >$f; openssl pkeyutl -sign -rawin -inkey '%s' -in $f | base64 -w0;"
                        + " rm $f")
                .formatted(key);
    }

    private Ed25519Signer signer(String command) {
        return new CommandSigner(
                command,
                ring(data).newest().publicKey(),
                Duration.ofSeconds(command.startsWith("sleep") ? 1 : 60));
    }

    private static KeyRing ring(Path folder) {
        return KeyRing.open(
                new KeyFolder(folder),
                new SignerChoice.InDataFolder(),
                Optional.empty(),
                Instant.EPOCH,
                Optional::empty);
    }
}
