package dev.goldthread.api.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.core.event.Digest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** A bucket of a server that others wrote. */
class EvidenceBucketIT extends EvidenceStoreContract {

    private static final String LOCKING = "locking";
    private static final Optional<BucketSettings.Lock> YEAR =
            Optional.of(BucketSettings.Lock.parse("governance:365"));

    @TempDir private static Path folder;

    private static S3Server server;
    private static S3Client s3;

    private final String bucket = "evidence-" + UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test-secret");
        server = S3Server.start(folder);
        s3 = BucketDoor.client(settings(LOCKING, Optional.empty())).build();
        s3.createBucket(request -> request.bucket(LOCKING).objectLockEnabledForBucket(true));
    }

    @AfterAll
    static void stop() {
        server.close(); // first: a process that stays is worse than a client
        s3.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private static BucketSettings settings(String bucket, Optional<BucketSettings.Lock> lock) {
        return BucketSettings.of(
                "s3://%s/pump/ledger".formatted(bucket),
                Optional.of(server.endpoint()),
                "us-east-1",
                true,
                lock);
    }

    @Override
    EvidenceStore store(int sizeBytesMax) {
        if (s3.listBuckets().buckets().stream().noneMatch(each -> each.name().equals(bucket))) {
            s3.createBucket(request -> request.bucket(bucket));
        }
        return EvidenceBucket.open(settings(bucket, Optional.empty()), sizeBytesMax);
    }

    @Override
    void forge(Digest digest, byte[] content) {
        s3.putObject(
                request -> request.bucket(bucket).key(key(digest)), RequestBody.fromBytes(content));
    }

    private static String key(Digest digest) {
        return "pump/ledger/sha256/%s/%s".formatted(digest.hex().substring(0, 2), digest.hex());
    }

    @Test
    void theStoreItselfKnowsTheDigest() throws Exception {
        try (EvidenceStore store = store(100)) {
            store.put(REPORT);
        }

        assertThat(s3.listObjectsV2(request -> request.bucket(bucket)).contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo(key(DIGEST)));
        assertThat(
                        s3.headObject(
                                        request ->
                                                request.bucket(bucket)
                                                        .key(key(DIGEST))
                                                        .checksumMode("ENABLED"))
                                .checksumSHA256())
                .as("base64 of the digest, by sha256sum report")
                .isEqualTo("hF6RgxMZ6JxNZWvbgMJ4rAmnIw1h5d/S4bH7tDasiRc=");
    }

    /**
     * What the server makes of a lock in a first request it does not say, so the request is read.
     */
    @Test
    void everyObjectIsSentWithItsLockAndTheLockRenewedWhenContentComesAgain() throws Exception {
        BucketSettings settings = settings(LOCKING, YEAR);
        EvidenceBucket.open(settings, 100).close();
        Sent sent = new Sent();
        Instant begin = Instant.parse("2026-11-28T10:00:00Z");
        put(settings, sent, begin);

        assertThat(sent.headers("PutObject"))
                .containsEntry("x-amz-object-lock-mode", List.of("GOVERNANCE"))
                .containsEntry(
                        "x-amz-object-lock-retain-until-date", List.of("2027-11-28T10:00:00Z"));

        put(settings, sent, begin.plus(Duration.ofDays(30)));

        assertThat(
                        s3.getObjectRetention(request -> request.bucket(LOCKING).key(key(DIGEST)))
                                .retention())
                .satisfies(
                        retention -> {
                            assertThat(retention.mode())
                                    .isEqualTo(ObjectLockRetentionMode.GOVERNANCE);
                            assertThat(retention.retainUntilDate())
                                    .isEqualTo(Instant.parse("2027-12-28T10:00:00Z"));
                        });
    }

    private static void put(BucketSettings settings, Sent sent, Instant now) throws Exception {
        S3Client client =
                BucketDoor.client(settings)
                        .overrideConfiguration(each -> each.addExecutionInterceptor(sent))
                        .build();
        try (EvidenceStore store =
                new EvidenceBucket(client, settings, 100, Clock.fixed(now, ZoneOffset.UTC))) {
            store.put(REPORT);
        }
    }

    /** Reads along. */
    private static final class Sent implements ExecutionInterceptor {

        private final Map<String, Map<String, List<String>>> headers = new HashMap<>();

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            headers.put(
                    attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                    context.httpRequest().headers());
        }

        Map<String, List<String>> headers(String operation) {
            return headers.getOrDefault(operation, Map.of());
        }
    }

    @Test
    void aLockThatTheBucketCannotGiveIsRefusedAtTheStart() {
        store(100).close();

        assertThatThrownBy(() -> EvidenceBucket.open(settings(bucket, YEAR), 100))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(bucket)
                .hasMessageContaining("no object lock");
    }

    @Test
    void aBucketThatIsNotThereIsRefusedAtTheStart() {
        assertThatThrownBy(() -> EvidenceBucket.open(settings(bucket, Optional.empty()), 100))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("make it, or correct the name");
    }

    /** Through a whole ledger: what comes in over HTTP lies in the bucket and comes out again. */
    @Test
    void aLedgerKeepsItsEvidenceThere(@TempDir Path data) throws Exception {
        store(100).close();
        NodeOptions options =
                NodeOptions.embedded(data)
                        .withPort(0)
                        .withEvidence(
                                new EvidenceOptions(
                                        Optional.of(settings(bucket, Optional.empty())),
                                        EvidenceOptions.SIZE_BYTES_MAX_DEFAULT));
        try (Node node = Node.start(options, NodeListener.SILENT);
                HttpClient http = HttpClient.newHttpClient()) {
            String token = Files.readString(data.resolve("operator.token")).strip();
            HttpRequest.Builder to =
                    HttpRequest.newBuilder().header("Authorization", "Bearer " + token);
            HttpResponse<String> put =
                    http.send(
                            to.copy()
                                    .uri(node.url().resolve("/v1/evidence?sha256=" + DIGEST.hex()))
                                    .PUT(HttpRequest.BodyPublishers.ofByteArray(REPORT))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
            assertThat(s3.listObjectsV2(request -> request.bucket(bucket)).contents())
                    .singleElement()
                    .satisfies(object -> assertThat(object.key()).isEqualTo(key(DIGEST)));

            HttpRequest get =
                    to.copy().uri(node.url().resolve("/v1/evidence/" + DIGEST.hex())).build();
            assertThat(http.send(get, HttpResponse.BodyHandlers.ofByteArray()).body())
                    .isEqualTo(REPORT);

            s3.deleteObject(request -> request.bucket(bucket).key(key(DIGEST)));
            s3.deleteBucket(request -> request.bucket(bucket));
            HttpResponse<String> away =
                    http.send(
                            to.copy()
                                    .uri(node.url().resolve("/v1/evidence?sha256=" + OTHER.hex()))
                                    .PUT(HttpRequest.BodyPublishers.ofString("other"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(away.body()).contains("evidence-away");
        }
    }

    @Test
    void aBucketThatWentAwayIsSaidWithWhatHelps() throws Exception {
        try (EvidenceStore store = store(100)) {
            s3.deleteBucket(request -> request.bucket(bucket));

            assertThatThrownBy(() -> store.put(REPORT))
                    .isInstanceOf(EvidenceAwayException.class)
                    .hasMessageContaining(bucket)
                    .hasMessageContaining("then try again");
        }
    }
}
