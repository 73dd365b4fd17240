package dev.goldthread.api.connection.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signatures that other programs made, and everything that is not one. */
class AuthenticationTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

    private static Attempt attempt(Map<String, String> headers, String body) {
        return attempt(headers, body, NOW);
    }

    private static Attempt attempt(Map<String, String> headers, String body, Instant now) {
        return new Attempt(
                headers, Optional.empty(), new Bytes(body.getBytes(StandardCharsets.UTF_8)), now);
    }

    /** The values that GitHub's documentation gives for testing one's own check. */
    @Test
    void gitHubsOwnExampleIsGenuine() {
        HexSignature github =
                new HexSignature("X-Hub-Signature-256", new Secret("It's a Secret to Everybody"));
        String signature = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        assertThat(
                        github.check(
                                attempt(
                                        Map.of("x-hub-signature-256", "sha256=" + signature),
                                        "Hello, World!")))
                .isEqualTo(Proof.GENUINE);
        assertThat(
                        github.check(
                                attempt(
                                        Map.of("x-hub-signature-256", "sha256=" + signature),
                                        "Hello, World?")))
                .isEqualTo(Proof.WRONG);
        assertThat(github.check(attempt(Map.of("X-Hub-Signature-256", signature), "Hello, World!")))
                .as("without sha256=")
                .isEqualTo(Proof.WRONG);
        assertThat(
                        github.check(
                                attempt(
                                        Map.of("X-Hub-Signature-256", "sha256=zz"),
                                        "Hello, World!")))
                .isEqualTo(Proof.WRONG);
        assertThat(github.check(attempt(Map.of("X-Hub-Signature", "sha1=00"), "Hello, World!")))
                .as("the older header is no proof")
                .isEqualTo(Proof.MISSING);
    }

    private static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String STANDARD_BODY = "{\"test\": 2432232314}";

    private static Map<String, String> standard(String signature) {
        return Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", signature);
    }

    /** The example of the Standard Webhooks specification. */
    @Test
    void theStandardsOwnExampleIsGenuine() {
        TimedSignature gitlab = TimedSignature.standard(STANDARD_SECRET);
        String signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

        assertThat(gitlab.check(attempt(standard(signature), STANDARD_BODY)))
                .isEqualTo(Proof.GENUINE);
        assertThat(gitlab.check(attempt(standard("v1,AAAA " + signature), STANDARD_BODY)))
                .as("one of several")
                .isEqualTo(Proof.GENUINE);
        assertThat(gitlab.check(attempt(standard(signature), STANDARD_BODY + " ")))
                .isEqualTo(Proof.WRONG);
        assertThat(gitlab.check(attempt(standard("v1a," + signature.substring(3)), STANDARD_BODY)))
                .isEqualTo(Proof.WRONG);
        assertThat(gitlab.check(attempt(Map.of("webhook-signature", signature), STANDARD_BODY)))
                .isEqualTo(Proof.MISSING);
    }

    @Test
    void anOldOrEarlySignatureIsStale() {
        TimedSignature gitlab = TimedSignature.standard(STANDARD_SECRET);
        Map<String, String> headers = standard("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        Duration tolerance = TimedSignature.TOLERANCE;

        assertThat(gitlab.check(attempt(headers, STANDARD_BODY, NOW.plus(tolerance))))
                .isEqualTo(Proof.GENUINE);
        assertThat(gitlab.check(attempt(headers, STANDARD_BODY, NOW.plus(tolerance).plusMillis(1))))
                .isEqualTo(Proof.STALE);
        assertThat(
                        gitlab.check(
                                attempt(
                                        headers,
                                        STANDARD_BODY,
                                        NOW.minus(tolerance).minusMillis(1))))
                .isEqualTo(Proof.STALE);
    }

    /** MLflow's key is the secret as it is written, not what it decodes to. */
    @Test
    void mlflowSignsWithTheSecretsOwnBytes() {
        String secret = "an-mlflow-secret-of-some-length";
        TimedSignature mlflow = TimedSignature.mlflow(new Secret(secret));
        byte[] mac = new Secret(secret).sign("d-1.1614265330.{}".getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers =
                Map.of(
                        "X-MLflow-Delivery-Id", "d-1",
                        "X-MLflow-Timestamp", "1614265330",
                        "X-MLflow-Signature", "v1," + Base64.getEncoder().encodeToString(mac));

        assertThat(mlflow.check(attempt(headers, "{}"))).isEqualTo(Proof.GENUINE);
        assertThat(mlflow.check(attempt(headers, "{ }"))).isEqualTo(Proof.WRONG);
    }

    @Test
    void tokensAreRightOrWrongOrMissing() {
        Secret secret = new Secret("0123456789abcdef");

        assertThat(
                        new HeaderToken("X-Gitlab-Token", secret)
                                .check(attempt(Map.of("x-gitlab-token", "0123456789abcdef"), "")))
                .isEqualTo(Proof.GENUINE);
        assertThat(
                        new HeaderToken("X-Gitlab-Token", secret)
                                .check(attempt(Map.of("x-gitlab-token", "0123456789abcdeF"), "")))
                .isEqualTo(Proof.WRONG);
        assertThat(
                        new BearerToken(secret)
                                .check(
                                        attempt(
                                                Map.of("authorization", "bearer 0123456789abcdef"),
                                                "")))
                .isEqualTo(Proof.GENUINE);
        assertThat(
                        new BearerToken(secret)
                                .check(attempt(Map.of("authorization", "Basic 0123"), "")))
                .isEqualTo(Proof.MISSING);
        assertThat(
                        new UrlToken(secret)
                                .check(
                                        new Attempt(
                                                Map.of(),
                                                Optional.of("0123456789abcdef"),
                                                new Bytes(new byte[0]),
                                                NOW)))
                .isEqualTo(Proof.GENUINE);
        assertThat(new UrlToken(secret).check(attempt(Map.of(), ""))).isEqualTo(Proof.MISSING);
    }

    @Test
    void aPasswordCountsWithItsUserOnly() {
        BasicCredentials basic = BasicCredentials.of("ci", "0123456789abcdef");

        assertThat(basic.check(attempt(basic("ci:0123456789abcdef"), ""))).isEqualTo(Proof.GENUINE);
        assertThat(basic.check(attempt(basic("cd:0123456789abcdef"), ""))).isEqualTo(Proof.WRONG);
        assertThat(basic.check(attempt(Map.of("Authorization", "Basic %%"), "")))
                .isEqualTo(Proof.WRONG);
    }

    private static Map<String, String> basic(String credentials) {
        return Map.of(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSecretIsLongEnoughAndNeverShown() {
        assertThatThrownBy(() -> new Secret("too short"))
                .hasMessageContaining("at least 16 bytes")
                .hasMessageNotContaining("too short");
        assertThat(new HexSignature("h", new Secret("0123456789abcdef")).toString())
                .doesNotContain("0123");
        assertThat(attempt(Map.of("authorization", "Bearer 0123456789abcdef"), "").toString())
                .doesNotContain("0123");
    }
}
