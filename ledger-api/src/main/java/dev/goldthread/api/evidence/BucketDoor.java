package dev.goldthread.api.evidence;

import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

/** How a bucket is reached, and whether it can do what the settings ask for. */
final class BucketDoor {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private BucketDoor() {}

    /** Checksums beyond ours are sent only where S3 asks for them: not every store knows them. */
    static S3ClientBuilder client(BucketSettings settings) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT_TIMEOUT)
                                        .socketTimeout(SOCKET_TIMEOUT))
                        .region(Region.of(settings.region()))
                        .forcePathStyle(settings.pathStyle())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder;
    }

    /**
     * @throws IllegalStateException when the bucket is not there, not ours, or cannot lock
     */
    static void requireUsable(S3Client s3, BucketSettings settings) {
        String bucket = settings.bucket();
        try {
            s3.headBucket(request -> request.bucket(bucket));
        } catch (SdkException e) {
            throw new IllegalStateException(
                    "the evidence bucket %s cannot be used: %s".formatted(bucket, remedy(e)), e);
        }
        if (settings.lock().isPresent() && !canLock(s3, bucket)) {
            throw new IllegalStateException(
                    "evidence shall be locked, but the bucket %s has no object lock; make a bucket with object lock, which cannot be had later everywhere, or leave the lock out"
                            .formatted(bucket));
        }
    }

    private static boolean canLock(S3Client s3, String bucket) {
        try {
            return s3.getObjectLockConfiguration(request -> request.bucket(bucket))
                            .objectLockConfiguration()
                            .objectLockEnabled()
                    == ObjectLockEnabled.ENABLED;
        } catch (AwsServiceException e) {
            boolean isSilent =
                    e.statusCode() == FORBIDDEN
                            || (e.statusCode() >= SERVER_ERROR
                                    && e.statusCode() != NOT_IMPLEMENTED);
            if (isSilent) {
                throw new IllegalStateException(
                        "the evidence bucket %s does not say whether it can lock: %s"
                                .formatted(bucket, remedy(e)),
                        e);
            }
            return false; // Amazon says 404; other stores 400, 405 or 501
        }
    }

    private static String remedy(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return switch (service.statusCode()) {
                case NOT_FOUND -> "it does not exist; make it, or correct the name";
                case FORBIDDEN ->
                        "access is denied; give the ledger s3:ListBucket, s3:GetObject, s3:PutObject and, for a lock, s3:GetBucketObjectLockConfiguration and s3:PutObjectRetention";
                default -> "%s; look at the store".formatted(service.getMessage());
            };
        }
        return "%s; check endpoint, region and credentials".formatted(e.getMessage());
    }
}
