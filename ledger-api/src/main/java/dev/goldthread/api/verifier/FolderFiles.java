package dev.goldthread.api.verifier;

import dev.goldthread.core.bundle.BundleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A bundle in a folder. Links are files that do not belong there: nothing outside is read. */
public record FolderFiles(Path folder) implements BundleFiles {

    @Override
    @SuppressWarnings("StreamResourceLeak") // whoever asks for the names closes the stream
    public Stream<String> names() throws IOException {
        return Files.walk(folder)
                .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                .map(path -> folder.relativize(path).toString().replace('\\', '/'));
    }

    @Override
    public Optional<InputStream> open(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no regular file");
        }
        return Optional.of(Files.newInputStream(file));
    }

    @Override
    public OutputStream create(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
