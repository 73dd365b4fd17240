package dev.goldthread.core.seal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds data beside the project that is not part of it; tests pass without. */
final class SharedFiles {

    private SharedFiles() {}

    static Optional<Path> find(String relative) {
        return Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared").resolve(relative))
                .filter(Files::exists)
                .findFirst();
    }
}
