package dev.goldthread.api.cli;

import dev.goldthread.api.verifier.FolderFiles;
import dev.goldthread.core.bundle.BundleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder that is there when it is whole: it is filled beside its place under another name, and
 * moved last.
 */
final class NewFolder {

    private NewFolder() {}

    /** Writes the files. */
    interface Filling<T> {
        T into(BundleFiles files) throws IOException;
    }

    /**
     * @throws CliException when the folder is there already and not empty, or cannot be written
     */
    static <T> T fill(Path folder, Filling<T> filling) {
        Path place = folder.toAbsolutePath().normalize();
        try {
            requireFree(place);
            Path parent = Objects.requireNonNull(place.getParent());
            Files.createDirectories(parent);
            Path part = Files.createTempDirectory(parent, place.getFileName() + ".part-");
            try {
                T result = filling.into(new FolderFiles(part));
                Files.deleteIfExists(place);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
                return result;
            } finally {
                delete(part);
            }
        } catch (IOException e) {
            throw CliException.error(
                    "%s cannot be written: %s; check the path and the space there"
                            .formatted(place, e.getMessage()));
        }
    }

    private static void requireFree(Path place) throws IOException {
        if (place.getParent() == null) {
            throw CliException.usage("--out must name a new folder, but is " + place);
        }
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> inside = Files.list(place)) {
            if (inside.findAny().isPresent()) {
                throw CliException.usage(
                        "--out must be a new or empty folder, but %s holds files; choose another"
                                .formatted(place));
            }
        }
    }

    private static void delete(Path part) throws IOException {
        if (!Files.exists(part)) {
            return;
        }
        try (Stream<Path> all = Files.walk(part)) {
            all.sorted(Comparator.reverseOrder()).forEach(NewFolder::deleteOne);
        } catch (UncheckedIOException e) {
            throw new IOException(part + " could not be removed", e);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
