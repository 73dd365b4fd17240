package dev.goldthread.api.monitor;

import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.disk.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Remembers the largest checkpoint that was found well, in a file that holds just that note. */
public record MonitorState(Path file) {

    /**
     * What was seen before; empty at the first look.
     *
     * @throws IOException when the file cannot be read, or holds something else
     */
    public Optional<SignedNote> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedNote.parse(Files.readAllBytes(file)));
        } catch (MalformedException e) {
            throw new IOException(
                    "%s must hold a checkpoint seen before, but does not: %s; restore it, or remove it to begin anew"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** Replaces it at once: a crash leaves the old or the new one. */
    public void write(SignedNote note) throws IOException {
        WholeFile.write(file.toAbsolutePath(), note.toBytes());
    }
}
