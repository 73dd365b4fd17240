package dev.goldthread.streams.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class KeyFolderTest {

    private static final Origin PUMP = Origin.parse("ledger.example.org/pump");
    private static final Origin MONITOR = Origin.parse("ledger.example.org/monitor");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Supplier<Optional<NoteSignature>> NOTHING_PUBLISHED = Optional::empty;

    @TempDir private Path data;

    @Test
    void theFirstStartMakesAKeyForItsOwnerAlone() throws Exception {
        KeyRing ring = open();

        Path key = data.resolve("keys/checkpoint.p8");
        assertThat(permissions(key)).isEqualTo("rw-------");
        assertThat(permissions(key.getParent())).isEqualTo("rwx------");
        assertThat(Files.readString(key)).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(ring.book().keys())
                .extracting(KnownKey::publicKey)
                .containsExactly(ring.newest().publicKey());
        assertThat(open().newest().publicKey()).isEqualTo(ring.newest().publicKey());
        try (var files = Files.list(key.getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void opensslReadsTheKeyAndTheKeyReadsOpenssls() throws Exception {
        OpenSsl.needed();
        Path own = data.resolve("own.pem");
        run("openssl", "genpkey", "-algorithm", "ed25519", "-out", own.toString());
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
        KeyRing ring =
                KeyRing.open(
                        new KeyFolder(data),
                        SignerChoice.ofKey(own.toString()),
                        Optional.empty(),
                        NOW,
                        NOTHING_PUBLISHED);

        assertThat(data.resolve("keys/checkpoint.p8")).doesNotExist();
        assertThat(publicKeyByOpenssl(own)).endsWith(ring.newest().publicKey().toBytes());

        open(data.resolve("other"));
        Path made = data.resolve("other/keys/checkpoint.p8");
        assertThat(publicKeyByOpenssl(made)).endsWith(KeyFile.read(made).publicKey().toBytes());
    }

    @Test
    void refusesAKeyThatOthersCanRead() throws Exception {
        open();
        Path key = data.resolve("keys/checkpoint.p8");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(this::open)
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAnotherKeyThanTheRecordedOne() throws Exception {
        Ed25519PublicKey first = open().newest().publicKey();
        Path key = data.resolve("keys/checkpoint.p8");
        Files.delete(key);
        Ed25519PublicKey other = KeyFile.create(key).publicKey();

        assertThatThrownBy(this::open)
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("verifier-keys")
                .hasMessageContaining(first.toString())
                .hasMessageContaining(other.toString())
                .hasMessageContaining("keys rotate");
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        open();
        Path key = data.resolve("keys/checkpoint.p8");
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("openssl genpkey -algorithm ed25519");
    }

    @Test
    void refusesToMakeAKeyForALedgerThatHasCheckpoints() {
        Ed25519PublicKey lost = open(data.resolve("lost")).newest().publicKey();
        NoteSignature line = line(data.resolve("lost"));

        assertThatThrownBy(
                        () ->
                                KeyRing.open(
                                        new KeyFolder(data),
                                        new SignerChoice.InDataFolder(),
                                        Optional.empty(),
                                        NOW,
                                        () -> Optional.of(line)))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("%08x".formatted(line.keyId()))
                .hasMessageContaining("backup");
        assertThat(data.resolve("keys")).doesNotExist();

        KeyRing given =
                KeyRing.open(
                        new KeyFolder(data),
                        new SignerChoice.File(data.resolve("lost/keys/checkpoint.p8")),
                        Optional.empty(),
                        NOW,
                        () -> Optional.of(line));
        assertThat(given.newest().publicKey()).isEqualTo(lost);
    }

    @Test
    void aRotationIsTakenUpWhileRunningAndSurvivesAStopAnywhere() throws Exception {
        KeyRing ring = open();
        Ed25519PublicKey old = ring.newest().publicKey();
        KeyFolder folder = new KeyFolder(data);

        KnownKey next = folder.prepareNext(NOW);
        assertThat(folder.prepareNext(NOW.plusSeconds(60))).isEqualTo(next); // begun before
        ring.refresh();
        assertThat(ring.newest().publicKey()).isEqualTo(next.publicKey());
        assertThat(ring.signer(old)).isPresent();
        assertThat(ring.withFingerprint(next.fingerprint())).contains(next.publicKey());
        assertThat(open().newest().publicKey()).isEqualTo(next.publicKey()); // restarted meanwhile

        Path nextFile = data.resolve("keys/checkpoint-next.p8");
        byte[] nextBytes = Files.readAllBytes(nextFile);
        byte[] oldBytes = Files.readAllBytes(data.resolve("keys/checkpoint.p8"));
        folder.finishRotation(Map.of(PUMP.product(), 12L));
        assertThat(nextFile).doesNotExist();
        ring.refresh();
        assertThat(ring.newest().publicKey()).isEqualTo(next.publicKey());
        assertThat(ring.signer(old)).isEmpty();

        // As if it had stopped between the book and the file.
        Files.write(nextFile, nextBytes);
        Files.setPosixFilePermissions(nextFile, PosixFilePermissions.fromString("rw-------"));
        Files.write(data.resolve("keys/checkpoint.p8"), oldBytes);
        assertThat(open().newest().publicKey()).isEqualTo(next.publicKey());
        assertThat(nextFile).doesNotExist();
    }

    /** Whichever clock it came from: the gate refuses nanoseconds. */
    @Test
    void aKeysTimeIsOneThatTheEventOfItsRotationMayCarry() {
        KeyRing ring =
                KeyRing.open(
                        new KeyFolder(data),
                        new SignerChoice.InDataFolder(),
                        Optional.empty(),
                        NOW.plusNanos(101_619_363),
                        NOTHING_PUBLISHED);

        assertThat(ring.book().current().since()).isEqualTo(NOW);
    }

    @Test
    void theBookSaysWhichKeySignsWhichSize() {
        KeyRing ring = open();
        Ed25519PublicKey old = ring.newest().publicKey();
        KeyFolder folder = new KeyFolder(data);
        Ed25519PublicKey next = folder.prepareNext(NOW).publicKey();
        folder.finishRotation(Map.of(new Product("pump"), 12L));

        KeyBook book = folder.book().orElseThrow();
        assertThat(keys(book, PUMP, 11)).containsExactly(old);
        assertThat(keys(book, PUMP, 12)).containsExactly(old, next);
        assertThat(keys(book, PUMP, 13)).containsExactly(next);
        assertThat(keys(book, MONITOR, 1)).containsExactly(next); // opened after the rotation
        assertThat(KeyBook.parse(book.text())).isEqualTo(book);
        assertThatThrownBy(() -> KeyBook.parse(book.text() + "from 7 pump 1\n"))
                .hasMessageContaining("from 7 pump 1");
    }

    private static List<Ed25519PublicKey> keys(KeyBook book, Origin origin, long size) {
        return book.verifierKeys(origin, size).stream().map(key -> key.publicKey()).toList();
    }

    private KeyRing open() {
        return open(data);
    }

    private static KeyRing open(Path folder) {
        return KeyRing.open(
                new KeyFolder(folder),
                new SignerChoice.InDataFolder(),
                Optional.empty(),
                NOW,
                NOTHING_PUBLISHED);
    }

    private static NoteSignature line(Path folder) {
        return new NoteSigner(PUMP.keyName(), open(folder).newest())
                .sign(new Checkpoint(PUMP.text(), 0, Merkle.EMPTY_ROOT))
                .signatures()
                .getFirst();
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static byte[] publicKeyByOpenssl(Path key) throws Exception {
        return run("openssl", "pkey", "-in", key.toString(), "-pubout", "-outform", "DER");
    }

    private static byte[] run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
