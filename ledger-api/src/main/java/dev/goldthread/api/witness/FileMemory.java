package dev.goldthread.api.witness;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.disk.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One file per log, named by the SHA-256 of its origin, holding the note itself. */
final class FileMemory implements Memory {

    private final Path folder;

    FileMemory(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<SignedNote> last(String origin) throws IOException {
        Path file = file(origin);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            SignedNote note = SignedNote.parse(Files.readAllBytes(file));
            String found = Checkpoint.parse(note.text()).origin();
            if (!found.equals(origin)) {
                throw new IOException(
                        "%s must be a checkpoint of %s, but is one of %s; restore it"
                                .formatted(file, origin, found));
            }
            return Optional.of(note);
        } catch (MalformedException e) {
            throw new IOException(
                    "%s must be the checkpoint of %s that was cosigned last, but is not: %s; restore it, or retire this witness's key"
                            .formatted(file, origin, e.getMessage()),
                    e);
        }
    }

    @Override
    public void keep(String origin, SignedNote note) throws IOException {
        WholeFile.write(file(origin), note.toBytes());
    }

    private Path file(String origin) {
        return folder.resolve(Digest.sha256(origin).hex());
    }
}
