package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Tile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads a bundle's files; whatever keeps one from being read is a flaw of the bundle. */
final class Reading {

    private final BundleFiles files;
    private final Flaws flaws;

    Reading(BundleFiles files, Flaws flaws) {
        this.files = files;
        this.flaws = flaws;
    }

    /** A file's whole content, unless it is missing, unreadable or longer than that. */
    Optional<byte[]> whole(String name, int lengthMaxBytes) {
        Optional<InputStream> opened = open(name);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            byte[] content = in.readNBytes(lengthMaxBytes + 1);
            if (content.length > lengthMaxBytes) {
                flaws.add(
                        name,
                        "length",
                        "at most %d bytes".formatted(lengthMaxBytes),
                        "more",
                        "the file holds more than belongs there");
                return Optional.empty();
            }
            return Optional.of(content);
        } catch (IOException e) {
            unreadable(name, e);
            return Optional.empty();
        }
    }

    /** A file's content, unless it has another length. */
    Optional<byte[]> exactly(String name, int lengthBytes) {
        Optional<byte[]> content = whole(name, lengthBytes);
        if (content.isPresent() && content.get().length < lengthBytes) {
            flaws.add(
                    name,
                    "length",
                    lengthBytes + " bytes",
                    Integer.toString(content.get().length),
                    "the end of the file was cut off; get the log again");
            return Optional.empty();
        }
        return content;
    }

    Optional<List<Digest>> hashes(Tile tile) {
        return exactly(tile.path(), tile.width() * Digest.LENGTH_BYTES).map(tile::decode);
    }

    /** The stream of a file, unless it is not there. */
    Optional<InputStream> open(String name) {
        try {
            Optional<InputStream> in = files.open(name);
            if (in.isEmpty()) {
                missing(name);
            }
            return in;
        } catch (IOException e) {
            unreadable(name, e);
            return Optional.empty();
        }
    }

    void unreadable(String name, IOException e) {
        flaws.add(
                name,
                "content",
                "readable",
                String.valueOf(e.getMessage()),
                "the file could not be read; check the medium and the rights on it");
    }

    private void missing(String name) {
        flaws.add(
                name,
                "file",
                "present",
                "missing",
                "without it not everything can be derived again; get the log again");
    }
}
