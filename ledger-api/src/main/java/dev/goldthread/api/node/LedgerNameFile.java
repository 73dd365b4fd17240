package dev.goldthread.api.node;

import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.embedded.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name a data folder's ledger got at its first start. */
final class LedgerNameFile {

    private static final String FILE = "ledger-name";

    private LedgerNameFile() {}

    /**
     * Keeps the name, or compares it with the one that was kept.
     *
     * @throws IllegalStateException when it is another: every signature speaks of the first
     */
    static void settle(DataFolder data, LedgerName name) {
        Path file = data.root().resolve(FILE);
        try {
            if (!Files.exists(file)) {
                data.writeSecret(FILE, name + System.lineSeparator());
                return;
            }
            String kept = Files.readString(file).strip();
            if (!kept.equals(name.text())) {
                throw new IllegalStateException(
                        "ledger name must be %s, as %s says, but is %s; use that name, or another data folder for another ledger"
                                .formatted(kept, file, name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("ledger name cannot be read from " + file, e);
        }
    }
}
