package dev.goldthread.api.git;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.disk.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Where branches and tags stood when everything they led to had been sent. Kept only after a run in
 * which nothing was refused, so that a run that was broken off begins anew and sends duplicates,
 * which change nothing.
 */
final class ImportState {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    /** What the file holds: commit or tag ids by ref name. */
    record Sent(Map<String, String> refs) {
        Sent {
            refs = new TreeMap<>(refs);
        }
    }

    private ImportState(Path file) {
        this.file = file;
    }

    static ImportState of(Path data, Product product, Path repositoryFolder) {
        String hash = Digest.sha256(repositoryFolder.toString()).hex().substring(0, 16);
        return new ImportState(
                data.resolve("import").resolve("%s-%s.json".formatted(product, hash)));
    }

    Map<String, ObjectId> read() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            Map<String, ObjectId> tips = new TreeMap<>();
            JSON.readValue(file.toFile(), Sent.class)
                    .refs()
                    .forEach((ref, id) -> tips.put(ref, ObjectId.fromString(id)));
            return tips;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "import state %s cannot be read: %s; delete it to send everything again, which changes nothing"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    void write(Map<String, ObjectId> tips) {
        Map<String, String> refs = new TreeMap<>();
        tips.forEach((ref, id) -> refs.put(ref, id.name()));
        try {
            WholeFile.createFolderForOwner(file.resolveSibling(""));
            WholeFile.writeForOwner(
                    file, JSON.writeValueAsString(new Sent(refs)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("import state %s cannot be written".formatted(file), e);
        }
    }
}
