package dev.goldthread.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The examples of module schemas, from its folder or its jar. */
public final class Examples {

    private static final String ROOT = "/dev/goldthread/schemas/examples/";

    private Examples() {}

    /** One example, named by its file. */
    public record Example(String name, byte[] json) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Example> valid() {
        return read("valid");
    }

    public static List<Example> invalid() {
        return read("invalid");
    }

    private static List<Example> read(String folder) {
        try {
            URI uri = Objects.requireNonNull(Examples.class.getResource(ROOT + folder)).toURI();
            if (!uri.getScheme().equals("jar")) {
                return list(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return list(jar.getPath(ROOT + folder));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Example> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Examples::read)
                    .toList();
        }
    }

    private static Example read(Path file) {
        try {
            return new Example(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
