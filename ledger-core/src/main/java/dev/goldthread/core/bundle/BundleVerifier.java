package dev.goldthread.core.bundle;

import dev.goldthread.core.bundle.BundleReport.Subject;
import dev.goldthread.core.bundle.KnownRoots.Seen;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies an exported log from its files alone, and derives all of it again: who signed the
 * checkpoint, the root, every tile, seal, body and schema text. It fails closed: a missing, unknown
 * or unreadable file is a flaw too.
 *
 * <p>What is in the files never makes it throw. Memory does not grow with the log, but for eight
 * bytes per earlier checkpoint.
 */
public final class BundleVerifier {

    private final BundleFiles bundle;
    private final Trust trust;
    private final Flaws flaws = new Flaws();
    private final Reading files;

    /** Hears how far the verification has come. */
    public interface Progress {
        /**
         * @param entries checked so far
         * @param total that the checkpoint claims
         */
        void checked(long entries, long total);
    }

    private BundleVerifier(BundleFiles bundle, Trust trust) {
        this.bundle = bundle;
        this.trust = trust;
        this.files = new Reading(bundle, flaws);
    }

    /** Verifies a whole log. */
    public static BundleReport verify(BundleFiles bundle, Trust trust, Progress progress) {
        return new BundleVerifier(bundle, trust).run(progress);
    }

    private BundleReport run(Progress progress) {
        List<VerifierKey> inside = KeyLines.read(files, LogNames.KEYS, flaws);
        Optional<SignedHead> head =
                files.whole(LogNames.CHECKPOINT, Notes.LENGTH_MAX_BYTES)
                        .flatMap(
                                note -> SignedHead.read(note, inside, trust, LogNames.KEYS, flaws));
        if (head.isEmpty()) {
            return BundleReport.of(
                    Optional.empty(), new Subject.WholeLog(0, 0), trust, flaws, List.of());
        }
        if (head.get().checkpoint().size() == 0) {
            flaws.add(
                    LogNames.CHECKPOINT, "size", "at least 1", "0", "an empty log proves nothing");
        }
        return log(head.get(), progress);
    }

    private BundleReport log(SignedHead head, Progress progress) {
        Listing listing = Listing.of(bundle, head.checkpoint().size(), flaws);
        Stamps stamps = new Stamps(listing.timestamps(), trust.timestampRoots(), files, flaws);
        stamps.learn(head.signed());
        SchemaTexts schemas = new SchemaTexts(files, flaws);
        KnownRoots roots =
                new KnownRoots(
                        files, head.earlier(), flaws, listing.earlierSizes(), seen(head), stamps);
        long entries =
                new LogPass(head.origin(), head.checkpoint(), files, schemas, roots, flaws)
                        .run(progress);
        // A changed seal may be the very one that named the text.
        if (flaws.count() == 0) {
            listing.schemas().stream()
                    .filter(hash -> !schemas.isNamed(hash))
                    .sorted()
                    .forEach(this::addUnusedSchema);
        }
        files.whole(LogNames.README, Notes.LENGTH_MAX_BYTES);
        return BundleReport.of(
                Optional.of(head),
                new Subject.WholeLog(entries, roots.confirmed()),
                trust,
                flaws,
                stamps.finish());
    }

    /** Only what the log's own key signed can accuse the log. */
    private List<Seen> seen(SignedHead head) {
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < trust.seen().size(); i++) {
            String name = "known checkpoint " + (i + 1);
            head.newest()
                    .check(name, trust.seen().get(i))
                    .map(Notes.Signed::checkpoint)
                    .filter(checkpoint -> checkpoint.size() > 0)
                    .ifPresent(checkpoint -> seen.add(new Seen(name, checkpoint)));
        }
        return seen;
    }

    private void addUnusedSchema(Digest hash) {
        flaws.add(
                LogNames.schema(hash),
                "file",
                "named by a seal",
                "named by none",
                "the text belongs to no entry of this log");
    }
}
