package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What files an exported log has. A name that does not belong there is a flaw; a missing one is
 * found when it is to be read.
 *
 * @param earlierSizes of the earlier checkpoints
 * @param schemas the hashes that names of schema texts state
 * @param timestamps the hashes that names of time stamp responses state
 */
record Listing(Sizes earlierSizes, Set<Digest> schemas, Set<Digest> timestamps) {

    private static final Set<String> FIXED =
            Set.of(LogNames.CHECKPOINT, LogNames.KEYS, LogNames.README);

    /** Numbers in ascending order, eight bytes each. */
    static final class Sizes {
        private long[] sizes = new long[16];
        private int count;

        private void add(long size) {
            if (count == sizes.length) {
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            sizes[count++] = size;
        }

        private Sizes sorted() {
            sizes = Arrays.copyOf(sizes, count);
            Arrays.sort(sizes);
            return this;
        }

        int count() {
            return count;
        }

        long get(int i) {
            return sizes[i];
        }
    }

    /**
     * Reads the names.
     *
     * @param size number of entries that the newest checkpoint claims
     */
    static Listing of(BundleFiles bundle, long size, Flaws flaws) {
        Sizes earlier = new Sizes();
        Listing listing = new Listing(earlier, new HashSet<>(), new HashSet<>());
        try (Stream<String> names = bundle.names()) {
            names.forEach(name -> listing.take(name, size, flaws));
        } catch (IOException | UncheckedIOException e) {
            addUnlisted(flaws, e);
        }
        earlier.sorted();
        return listing;
    }

    private void take(String name, long size, Flaws flaws) {
        long earlier = LogNames.parseEarlier(name).orElse(0);
        if (earlier > 0 && earlier < size) {
            earlierSizes.add(earlier);
        } else if (LogNames.parseSchema(name).map(schemas::add).isEmpty()
                && LogNames.parseTimestamp(name).map(timestamps::add).isEmpty()
                && !FIXED.contains(name)
                && !LogNames.isTreeFile(name, size)) {
            flaws.add(
                    name,
                    "file",
                    "one of an export of %d entries".formatted(size),
                    "none of these",
                    earlier > 0
                            ? "a checkpoint as large as the newest, or larger: the newest was rolled back"
                            : "nothing in the log asks for this file: it was added");
        }
    }

    /** Lists the files of an export of one event. */
    static void only(BundleFiles bundle, List<String> expected, Flaws flaws) {
        try (Stream<String> names = bundle.names()) {
            names.filter(name -> !expected.contains(name))
                    .forEach(
                            name ->
                                    flaws.add(
                                            name,
                                            "file",
                                            "one of " + String.join(", ", expected),
                                            "none of these",
                                            "the event does not ask for this file: it was added"));
        } catch (IOException | UncheckedIOException e) {
            addUnlisted(flaws, e);
        }
    }

    private static void addUnlisted(Flaws flaws, Exception e) {
        flaws.add(
                "(all files)",
                "names",
                "readable",
                String.valueOf(e.getMessage()),
                "the files could not be listed; check the medium and the rights on it");
    }
}
