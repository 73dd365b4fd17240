package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.CompactRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds the growing tree against every other checkpoint there is: the earlier ones inside the
 * bundle, each read when the tree has its size, and those that were known beforehand. Not
 * thread-safe.
 */
final class KnownRoots {

    private final Reading files;
    private final Notes notes;
    private final Flaws flaws;
    private final Listing.Sizes earlierSizes;
    private final List<Seen> seen;
    private final Stamps stamps;
    private int nextEarlier;
    private int nextSeen;
    private long confirmed;

    /** A checkpoint known beforehand, under the name that flaws call it by. */
    record Seen(String name, Checkpoint checkpoint) {}

    KnownRoots(
            Reading files,
            Notes notes,
            Flaws flaws,
            Listing.Sizes earlierSizes,
            List<Seen> seen,
            Stamps stamps) {
        this.files = files;
        this.notes = notes;
        this.flaws = flaws;
        this.earlierSizes = earlierSizes;
        this.seen = new ArrayList<>(seen);
        this.seen.sort((a, b) -> Long.compare(a.checkpoint().size(), b.checkpoint().size()));
        this.stamps = stamps;
    }

    /** The tree has grown by one leaf. */
    void at(CompactRange tree) {
        while (nextEarlier < earlierSizes.count() && earlierSizes.get(nextEarlier) <= tree.size()) {
            checkEarlier(earlierSizes.get(nextEarlier++), tree);
        }
        while (nextSeen < seen.size() && seen.get(nextSeen).checkpoint().size() <= tree.size()) {
            checkSeen(seen.get(nextSeen++), tree);
        }
    }

    /** The tree is whole: what claims to be larger is not in it. */
    void finish(long size) {
        for (; nextSeen < seen.size(); nextSeen++) {
            Seen known = seen.get(nextSeen);
            flaws.add(
                    LogNames.CHECKPOINT,
                    "size",
                    "at least %d, as %s says".formatted(known.checkpoint().size(), known.name()),
                    Long.toString(size),
                    "the log was rolled back: entries that were signed before are gone; keep both notes");
        }
    }

    /** How many of the earlier checkpoints are of this log. */
    long confirmed() {
        return confirmed;
    }

    private void checkEarlier(long size, CompactRange tree) {
        String file = LogNames.earlier(size);
        Optional<Notes.Signed> signed =
                files.whole(file, Notes.LENGTH_MAX_BYTES)
                        .flatMap(content -> notes.check(file, content));
        if (signed.isEmpty()) {
            return;
        }
        stamps.learn(signed.get());
        Checkpoint checkpoint = signed.get().checkpoint();
        if (checkpoint.size() != size) {
            flaws.add(
                    file,
                    "size",
                    Long.toString(size),
                    Long.toString(checkpoint.size()),
                    "the file bears another checkpoint's name");
        } else if (isOf(tree, checkpoint, file, "")) {
            confirmed++;
        }
    }

    private void checkSeen(Seen known, CompactRange tree) {
        isOf(
                tree,
                known.checkpoint(),
                LogNames.CHECKPOINT,
                "; the one known beforehand is " + known.name());
    }

    private boolean isOf(CompactRange tree, Checkpoint checkpoint, String file, String which) {
        Digest found = tree.root();
        if (found.equals(checkpoint.root())) {
            return true;
        }
        flaws.add(
                file,
                checkpoint.size() - 1,
                "root",
                checkpoint.root().hex(),
                found.hex(),
                "two checkpoints of one log do not agree, so its owner signed two histories, or the files were changed: keep both notes as proof"
                        + which);
        return false;
    }
}
