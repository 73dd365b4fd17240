package dev.goldthread.core.bundle;

import dev.goldthread.core.bundle.BundleReport.Stamp;
import dev.goldthread.core.bundle.BundleReport.Timestamp;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.timestamp.TimestampVerdict;
import dev.goldthread.core.timestamp.TimestampVerifier;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which time stamp responses belong to which checkpoint and, where roots were given, what they
 * prove. Not thread-safe.
 */
final class Stamps {

    private static final int RESPONSE_MAX_BYTES = 1 << 20;

    private final Set<Digest> unclaimed;
    private final Optional<TimestampVerifier> verifier;
    private final Reading files;
    private final Flaws flaws;
    private final List<Timestamp> claimed = new ArrayList<>();

    /**
     * @param notes the hashes that the names of the responses state
     * @param roots what their chains must lead to; none leaves them unverified
     */
    Stamps(Set<Digest> notes, List<X509Certificate> roots, Reading files, Flaws flaws) {
        this.unclaimed = new HashSet<>(notes);
        this.verifier =
                roots.isEmpty() ? Optional.empty() : Optional.of(new TimestampVerifier(roots));
        this.files = files;
        this.flaws = flaws;
    }

    void learn(Notes.Signed note) {
        if (unclaimed.isEmpty()) {
            return;
        }
        note.hashes().stream()
                .filter(unclaimed::remove)
                .forEach(hash -> claim(hash, note.checkpoint().size()));
    }

    /** A refused response is a flaw, and then nothing that it says is told. */
    private void claim(Digest note, long size) {
        String file = LogNames.timestamp(note);
        if (verifier.isEmpty()) {
            claimed.add(new Timestamp(file, note, size, Optional.empty()));
            return;
        }
        files.whole(file, RESPONSE_MAX_BYTES)
                .flatMap(response -> stamp(file, verifier.get().verify(response, note)))
                .ifPresent(
                        stamp -> claimed.add(new Timestamp(file, note, size, Optional.of(stamp))));
    }

    private Optional<Stamp> stamp(String file, TimestampVerdict verdict) {
        return switch (verdict) {
            case TimestampVerdict.Stamped stamped ->
                    Optional.of(new Stamp(stamped.time(), stamped.authority()));
            case TimestampVerdict.Refused refused -> {
                flaws.add(
                        file,
                        refused.field(),
                        refused.expected(),
                        refused.found(),
                        "this does not show when the checkpoint existed: the timestamp was changed, or is by an authority that the given roots do not lead to");
                yield Optional.empty();
            }
        };
    }

    /** Every response must be over a note that is there. */
    List<Timestamp> finish() {
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
