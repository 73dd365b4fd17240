package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.Tile;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What the files of an exported log are called; tiles and entries as in C2SP tlog-tiles. */
final class LogNames {

    static final String CHECKPOINT = "checkpoint";
    static final String KEYS = "keys";
    static final String README = "README.txt";

    /** An entry in a bundle: its length as uint16, then the seal. */
    static final int ENTRY_BYTES = Short.BYTES + Seal.LENGTH_BYTES;

    private static final String ENTRIES = "tile/entries/";
    private static final String BODIES = "bodies/";
    private static final String SCHEMAS = "schemas/";
    private static final String SCHEMA_SUFFIX = ".avsc";
    private static final String EARLIER = "checkpoints/";
    private static final String TIMESTAMPS = "timestamps/";
    private static final String TIMESTAMP_SUFFIX = ".tsr";
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,18}");

    private LogNames() {}

    /** The bodies of a bundle's entries, each behind its length as a big-endian uint32. */
    static String bodies(EntryBundle entries) {
        return BODIES + entries.path().substring(ENTRIES.length());
    }

    static String schema(Digest hash) {
        return SCHEMAS + hash.hex() + SCHEMA_SUFFIX;
    }

    /** The hash that the name of a schema text states; empty for any other name. */
    static Optional<Digest> parseSchema(String name) {
        return parseDigest(name, SCHEMAS, SCHEMA_SUFFIX);
    }

    static String earlier(long size) {
        return EARLIER + size;
    }

    static OptionalLong parseEarlier(String name) {
        if (!name.startsWith(EARLIER)
                || !SIZE.matcher(name.substring(EARLIER.length())).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(name.substring(EARLIER.length())));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static String timestamp(Digest note) {
        return TIMESTAMPS + note.hex() + TIMESTAMP_SUFFIX;
    }

    static Optional<Digest> parseTimestamp(String name) {
        return parseDigest(name, TIMESTAMPS, TIMESTAMP_SUFFIX);
    }

    private static Optional<Digest> parseDigest(String name, String prefix, String suffix) {
        if (!name.startsWith(prefix)
                || !name.endsWith(suffix)
                || name.length() != prefix.length() + 2 * Digest.LENGTH_BYTES + suffix.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Digest.parseHex(
                            name.substring(prefix.length(), name.length() - suffix.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an export of a log of this size has tiles, entries or bodies of that name. */
    static boolean isTreeFile(String name, long size) {
        try {
            if (name.startsWith(BODIES)) {
                return isIn(EntryBundle.parsePath(ENTRIES + name.substring(BODIES.length())), size);
            }
            if (name.startsWith(ENTRIES)) {
                return isIn(EntryBundle.parsePath(name), size);
            }
            Tile tile = Tile.parsePath(name);
            return Tile.inTree(tile.level(), tile.index(), size).equals(tile);
        } catch (MalformedException e) {
            return false;
        }
    }

    private static boolean isIn(EntryBundle bundle, long size) {
        long width = Math.min(Tile.WIDTH_FULL, size - bundle.firstSeq());
        return bundle.width() == width;
    }
}
