package dev.goldthread.api.evidence;

import dev.goldthread.core.event.Digest;
import java.io.IOException;

/** What lies in the store is not what its name says: the disk or somebody has changed it. */
public final class CorruptEvidenceException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param place where it lies: a file, or a key in a bucket
     */
    CorruptEvidenceException(String place, Digest found) {
        super(
                "evidence %s has digest %s; restore it from a backup or an earlier version"
                        .formatted(place, found.hex()));
    }
}
