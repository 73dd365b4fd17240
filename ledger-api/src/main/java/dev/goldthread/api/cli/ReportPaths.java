package dev.goldthread.api.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that paths on a command line mean: a file itself, whatever its name; of a folder and
 * all below it, those whose names fit the format; of a pattern, those it fits.
 */
final class ReportPaths {

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
    private static final int FILES_MAX = 20_000;

    /** Which files of a folder are reports of a format. */
    private final Predicate<String> nameFits;

    /**
     * @param nameFits is asked with a file's name in lower case, without {@code .gz}
     */
    ReportPaths(Predicate<String> nameFits) {
        this.nameFits = nameFits;
    }

    /**
     * Each file once, those of one path in the order of their names.
     *
     * @throws CliException when a path means no file
     */
    List<Path> files(List<String> paths) {
        Set<Path> files = new LinkedHashSet<>();
        for (String path : paths) {
            List<Path> found = of(path);
            if (found.isEmpty()) {
                throw CliException.error(
                        "%s means no file of this format; check the path; nothing was sent"
                                .formatted(path));
            }
            files.addAll(found);
        }
        if (files.size() > FILES_MAX) {
            throw CliException.error(
                    "%,d files are more than %,d; name fewer".formatted(files.size(), FILES_MAX));
        }
        return List.copyOf(files);
    }

    private List<Path> of(String path) {
        try {
            Path named = Path.of(path);
            if (Files.isRegularFile(named)) {
                return List.of(named);
            } else if (Files.isDirectory(named)) {
                return walk(named, file -> fits(file));
            }
        } catch (InvalidPathException e) {
            // A pattern need not be a path of this system.
        }
        return WILDCARD.matcher(path).find() ? matching(path) : List.of();
    }

    private boolean fits(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return nameFits.test(name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name);
    }

    private static List<Path> matching(String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return walk(fixedPart(pattern), matcher::matches);
    }

    /** The folders before the first wildcard. */
    private static Path fixedPart(String pattern) {
        String[] parts = WILDCARD.split(pattern, 2);
        int slash = parts[0].lastIndexOf('/');
        return Path.of(slash > 0 ? parts[0].substring(0, slash) : slash == 0 ? "/" : "");
    }

    private static List<Path> walk(Path folder, Predicate<Path> isMeant) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(isMeant).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw CliException.error(
                    "folder %s cannot be read: %s".formatted(folder, e.getMessage()));
        }
    }
}
