package dev.goldthread.api.evidence;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where evidence is kept.
 *
 * @param bucket where it is kept; empty for a folder of the data folder
 * @param sizeBytesMax of one content, which comes in pieces where it is larger than a request
 */
public record EvidenceOptions(Optional<BucketSettings> bucket, long sizeBytesMax) {

    public static final long SIZE_BYTES_MAX_DEFAULT = 1024L * 1024 * 1024;

    /** What a request may carry, so less would refuse what came whole. */
    public static final long SIZE_BYTES_MAX_LEAST = 32L * 1024 * 1024;

    public static final EvidenceOptions DEFAULT =
            new EvidenceOptions(Optional.empty(), SIZE_BYTES_MAX_DEFAULT);

    public EvidenceOptions {
        long most = bucket.isPresent() ? EvidenceBucket.OBJECT_BYTES_MAX : Long.MAX_VALUE;
        if (sizeBytesMax < SIZE_BYTES_MAX_LEAST || sizeBytesMax > most) {
            throw new IllegalArgumentException(
                    "the largest evidence must be %d to %d bytes, but is %d; correct it"
                            .formatted(SIZE_BYTES_MAX_LEAST, most, sizeBytesMax));
        }
    }

    /**
     * @param folder for a store without a bucket
     * @param memoryBytesMax the largest content that is handled in memory
     * @throws IllegalStateException when the bucket cannot be used
     */
    public EvidenceStore open(Path folder, int memoryBytesMax) {
        return bucket.isPresent()
                ? EvidenceBucket.open(bucket.get(), memoryBytesMax)
                : new EvidenceFolder(folder, memoryBytesMax);
    }
}
