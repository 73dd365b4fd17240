package dev.goldthread.core.bundle;

import dev.goldthread.core.bundle.BundleReport.Timestamp;
import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which time stamp responses belong to which checkpoint; what they say is others' to verify. */
final class Stamps {

    private final Set<Digest> unclaimed;
    private final List<Timestamp> claimed = new ArrayList<>();

    /**
     * @param notes the hashes that the names of the responses state
     */
    Stamps(Set<Digest> notes) {
        this.unclaimed = new HashSet<>(notes);
    }

    void learn(Notes.Signed note) {
        if (unclaimed.isEmpty()) {
            return;
        }
        note.hashes().stream()
                .filter(unclaimed::remove)
                .map(
                        hash ->
                                new Timestamp(
                                        LogNames.timestamp(hash), hash, note.checkpoint().size()))
                .forEach(claimed::add);
    }

    /** Every response must be over a note that is there. */
    List<Timestamp> finish(Flaws flaws) {
        unclaimed.stream()
                .sorted()
                .forEach(
                        note ->
                                flaws.add(
                                        LogNames.timestamp(note),
                                        "file",
                                        "named by the hash of a checkpoint's note",
                                        note.hex(),
                                        "no valid checkpoint here has that hash; the file does not belong here"));
        return List.copyOf(claimed);
    }
}
