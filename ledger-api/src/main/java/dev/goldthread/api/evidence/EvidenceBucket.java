package dev.goldthread.api.evidence;

import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Keeps content under {@code PREFIX/sha256/ab/<64 hex>} in a bucket of anything that speaks S3. The
 * digest goes along as the object's checksum, so that the store refuses what arrives damaged, and
 * says later what it holds.
 */
public final class EvidenceBucket implements EvidenceStore {

    /** A single request of S3 takes so much ("PutObject"). */
    public static final long OBJECT_BYTES_MAX = 5L * 1024 * 1024 * 1024;

    /** A retention is renewed when it has become shorter by this. */
    private static final Duration RENEWED_AFTER = Duration.ofDays(1);

    private static final int NOT_FOUND = 404;

    /** Of 32 bytes; the checksum of an object that came in parts is longer. */
    private static final int BASE64_LENGTH = 44;

    private final S3Client s3;
    private final BucketSettings settings;
    private final int sizeBytesMax;
    private final Clock clock;

    EvidenceBucket(S3Client s3, BucketSettings settings, int sizeBytesMax, Clock clock) {
        this.s3 = s3;
        this.settings = settings;
        this.sizeBytesMax = Offered.requireBound(sizeBytesMax);
        this.clock = clock;
    }

    /**
     * Asks the bucket whether it is there and can do what is wanted.
     *
     * @param sizeBytesMax the largest content that is taken from memory, in bytes
     * @throws IllegalStateException when it cannot be used as the settings say
     */
    public static EvidenceBucket open(BucketSettings settings, int sizeBytesMax) {
        S3Client s3 = BucketDoor.client(settings).build();
        try {
            BucketDoor.requireUsable(s3, settings);
            return new EvidenceBucket(s3, settings, sizeBytesMax, Clock.systemUTC());
        } catch (RuntimeException e) {
            s3.close();
            throw e;
        }
    }

    @Override
    public void put(Digest named, byte[] content) throws IOException {
        Offered.require(named, content, sizeBytesMax);
        keep(named, RequestBody.fromBytes(content));
    }

    @Override
    public boolean adopt(Digest named, Path gathered) throws IOException {
        boolean isNamed = Sha256.of(gathered).equals(named);
        if (isNamed) {
            keep(named, RequestBody.fromFile(gathered));
        }
        Files.delete(gathered);
        return isNamed;
    }

    /**
     * What lies there damaged is written anew; S3 keeps the version before where it is asked to.
     */
    private void keep(Digest digest, RequestBody body) throws IOException {
        Optional<HeadObjectResponse> there = head(digest);
        if (there.isPresent() && isWhole(digest, there.get())) {
            renew(digest, there.get());
            return;
        }
        PutObjectRequest.Builder put =
                PutObjectRequest.builder()
                        .bucket(settings.bucket())
                        .key(key(digest))
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .checksumSHA256(base64(digest));
        settings.lock()
                .ifPresent(
                        lock ->
                                put.objectLockMode(lock.mode().name())
                                        .objectLockRetainUntilDate(until(lock)));
        try {
            s3.putObject(put.build(), body);
        } catch (SdkException e) {
            throw away(e, "keep", digest);
        }
    }

    /** Content that is cited again is needed for as long again. */
    private void renew(Digest digest, HeadObjectResponse there) throws IOException {
        if (settings.lock().isEmpty()) {
            return;
        }
        Instant until = until(settings.lock().get());
        Instant now = there.objectLockRetainUntilDate();
        if (now != null && now.plus(RENEWED_AFTER).isAfter(until)) {
            return;
        }
        ObjectLockRetentionMode mode =
                ObjectLockRetentionMode.fromValue(settings.lock().get().mode().name());
        try {
            s3.putObjectRetention(
                    request ->
                            request.bucket(settings.bucket())
                                    .key(key(digest))
                                    .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                                    .retention(
                                            retention ->
                                                    retention.mode(mode).retainUntilDate(until)));
        } catch (SdkException e) {
            throw away(e, "lock", digest);
        }
    }

    private Instant until(BucketSettings.Lock lock) {
        return clock.instant().plus(lock.retention());
    }

    @Override
    public Optional<byte[]> get(Digest digest) throws IOException {
        Optional<HeadObjectResponse> there = head(digest);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (there.get().contentLength() > sizeBytesMax) {
            throw new IOException(
                    "evidence %s has %d bytes, which is more than %d; read it as a stream"
                            .formatted(digest.hex(), there.get().contentLength(), sizeBytesMax));
        }
        try (InputStream in = open(digest, 0, there.get().contentLength())) {
            byte[] content = in.readAllBytes();
            Digest found = Digest.sha256(content);
            if (!found.equals(digest)) {
                throw new CorruptEvidenceException(place(digest), found);
            }
            return Optional.of(content);
        }
    }

    @Override
    public boolean has(Digest digest) throws IOException {
        return head(digest).isPresent();
    }

    @Override
    public Optional<Content> find(Digest digest) throws IOException {
        Optional<HeadObjectResponse> there = head(digest);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (!isWhole(digest, there.get())) {
            throw new CorruptEvidenceException(place(digest), found(digest, there.get()));
        }
        return Optional.of(
                new KeptObject(digest, there.get().contentLength(), there.get().lastModified()));
    }

    private final class KeptObject implements Content {

        private final Digest digest;
        private final long sizeBytes;
        private final Instant keptAt;

        KeptObject(Digest digest, long sizeBytes, Instant keptAt) {
            this.digest = digest;
            this.sizeBytes = sizeBytes;
            this.keptAt = keptAt;
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public Instant keptAt() {
            return keptAt;
        }

        /** All of it is checked once more on its way; a part stands on what the store says. */
        @Override
        public InputStream open(long first, long lengthBytes) throws IOException {
            InputStream in = EvidenceBucket.this.open(digest, first, lengthBytes);
            return lengthBytes == sizeBytes
                    ? new CheckedContent(in, digest, sizeBytes, place(digest))
                    : in;
        }
    }

    private InputStream open(Digest digest, long first, long lengthBytes) throws IOException {
        if (lengthBytes == 0) {
            return InputStream.nullInputStream(); // a range cannot be empty
        }
        try {
            return s3.getObject(
                    request ->
                            request.bucket(settings.bucket())
                                    .key(key(digest))
                                    .range(
                                            "bytes=%d-%d"
                                                    .formatted(first, first + lengthBytes - 1)));
        } catch (SdkException e) {
            throw away(e, "read", digest);
        }
    }

    private Optional<HeadObjectResponse> head(Digest digest) throws IOException {
        try {
            return Optional.of(
                    s3.headObject(
                            request ->
                                    request.bucket(settings.bucket())
                                            .key(key(digest))
                                            .checksumMode(ChecksumMode.ENABLED)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (AwsServiceException e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw away(e, "look for", digest);
        } catch (SdkException e) {
            throw away(e, "look for", digest);
        }
    }

    private boolean isWhole(Digest digest, HeadObjectResponse there) throws IOException {
        return found(digest, there).equals(digest);
    }

    /**
     * The digest that the store has computed of what it holds; where it has none of the whole
     * object, the object is read once.
     */
    private Digest found(Digest digest, HeadObjectResponse there) throws IOException {
        String stated = there.checksumSHA256();
        boolean isOfWhole =
                stated != null
                        && stated.length() == BASE64_LENGTH
                        && there.checksumType() != ChecksumType.COMPOSITE;
        if (isOfWhole) {
            return Digest.of(Base64.getDecoder().decode(stated));
        }
        try (InputStream in = open(digest, 0, there.contentLength())) {
            return Sha256.of(in);
        }
    }

    private EvidenceAwayException away(SdkException e, String what, Digest digest) {
        return new EvidenceAwayException(
                "the bucket %s does not %s evidence %s: %s; see that it is reachable and that the rights suffice, then try again"
                        .formatted(settings.bucket(), what, digest.hex(), e.getMessage()),
                e);
    }

    private static String base64(Digest digest) {
        return Base64.getEncoder().encodeToString(digest.toBytes());
    }

    private String place(Digest digest) {
        return "s3://%s/%s".formatted(settings.bucket(), key(digest));
    }

    private String key(Digest digest) {
        String key = "sha256/%s/%s".formatted(digest.hex().substring(0, 2), digest.hex());
        return settings.prefix().isEmpty() ? key : settings.prefix() + "/" + key;
    }

    @Override
    public void close() {
        s3.close();
    }
}
