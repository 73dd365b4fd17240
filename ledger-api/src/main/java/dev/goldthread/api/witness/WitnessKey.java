package dev.goldthread.api.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.disk.WholeFile;
import dev.goldthread.streams.embedded.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A witness's key: {@code witness.key} holds the seed (0600), {@code witness.vkey} the verifier key
 * line with the name. Both are made at the first start and never change.
 */
final class WitnessKey {

    /** What the names of its files begin with; a first start cut short leaves a draft of one. */
    static final String FILES = "witness.";

    private static final String SECRET = "witness.key";
    private static final String PUBLIC = "witness.vkey";

    private WitnessKey() {}

    /** Whether a witness lives in this folder. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(SECRET));
    }

    /**
     * @param name to be given to a new key; an existing one must bear it
     * @throws IllegalArgumentException when there is no name, or another one
     */
    static Cosigner open(DataFolder data, Optional<KeyName> name) throws IOException {
        Path line = data.root().resolve(PUBLIC);
        Optional<VerifierKey> known =
                Files.exists(line)
                        ? Optional.of(VerifierKey.parse(Files.readString(line).strip()))
                        : Optional.empty();
        KeyName chosen = name(known, name);
        Ed25519PrivateKey key =
                Ed25519PrivateKey.ofSeed(
                        HexFormat.of().parseHex(data.secret(SECRET, Ed25519PrivateKey.SEED_BYTES)));
        WholeFile.syncFolder(data.root());
        Cosigner cosigner = new Cosigner(chosen, key);
        if (known.isPresent() && !known.get().equals(cosigner.verifierKey())) {
            throw new IllegalArgumentException(
                    "%s must hold the seed of %s, but holds another; restore the file"
                            .formatted(data.root().resolve(SECRET), known.get().text()));
        }
        WholeFile.write(line, (cosigner.verifierKey().text() + "\n").getBytes(UTF_8));
        return cosigner;
    }

    private static KeyName name(Optional<VerifierKey> known, Optional<KeyName> given) {
        if (known.isPresent() && given.isPresent() && !known.get().name().equals(given.get())) {
            throw new IllegalArgumentException(
                    "the witness's name must stay %s, but %s was given; others trust it by that name"
                            .formatted(known.get().name(), given.get()));
        }
        return known.map(VerifierKey::name)
                .or(() -> given)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a new witness needs a name, such as witness.example.com/w1; give --name"));
    }
}
