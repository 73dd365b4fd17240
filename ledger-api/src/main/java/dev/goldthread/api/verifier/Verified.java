package dev.goldthread.api.verifier;

import dev.goldthread.core.bundle.BundleReport;
import dev.goldthread.core.bundle.BundleVerifier;
import dev.goldthread.core.bundle.BundleVerifier.Progress;
import dev.goldthread.core.bundle.EventVerifier;
import dev.goldthread.core.bundle.Trust;
import dev.goldthread.core.event.EventCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder's report and how long it took.
 *
 * @param quorum how many witnesses were asked for
 */
public record Verified(BundleReport report, int quorum, Duration took) {

    /** Verifies the exported log in a folder. */
    public static Verified log(Path folder, Trust trust, Progress progress) {
        long startNanos = System.nanoTime();
        BundleReport report = BundleVerifier.verify(files(folder), trust, progress);
        return new Verified(report, trust.quorum(), since(startNanos));
    }

    /** Verifies the exported event in a folder. */
    public static Verified event(Path folder, Trust trust) {
        long startNanos = System.nanoTime();
        // The schemas are half of all the work for one event, signatures a quarter.
        Thread.ofPlatform().daemon().start(EventCodec::prepare);
        BundleReport report = EventVerifier.verify(files(folder), trust);
        return new Verified(report, trust.quorum(), since(startNanos));
    }

    private static FolderFiles files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "%s must be a folder with an export, but is none; check the path"
                            .formatted(folder));
        }
        return new FolderFiles(folder);
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
