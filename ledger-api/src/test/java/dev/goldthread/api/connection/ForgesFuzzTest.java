package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.connection.authentication.Attempt;
import dev.goldthread.api.connection.authentication.Authentication;
import dev.goldthread.api.connection.authentication.Proof;
import dev.goldthread.core.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No bytes make an adapter or a signature check throw, and none prove anything. A plain build runs
 * the seeds; how to look for more stands in docs/producers.md.
 */
class ForgesFuzzTest {

    private static final List<String> GITHUB =
            List.of(
                    "push",
                    "pull_request",
                    "pull_request_review",
                    "workflow_run",
                    "check_run",
                    "deployment",
                    "deployment_status",
                    "release",
                    "package",
                    "branch_protection_rule",
                    "branch_protection_configuration",
                    "repository_ruleset");

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @FuzzTest(maxDuration = "1m")
    void gitHub(byte[] body) {
        for (String event : GITHUB) {
            answered(Readings.read("github", Map.of("x-github-event", event), body));
        }
    }

    @FuzzTest(maxDuration = "1m")
    void gitLab(byte[] body) {
        answered(Readings.read("gitlab", Map.of(), body));
    }

    @FuzzTest(maxDuration = "1m")
    void otherTools(byte[] body) {
        for (String format :
                List.of("jira", "jenkins", "argocd", "flux", "mlflow", "opa", "generic")) {
            answered(Readings.read(format, Map.of(), body));
        }
    }

    private static void answered(Reading reading) {
        assertThat(reading).isNotNull();
    }

    @FuzzTest(maxDuration = "1m")
    void compressedBodies(byte[] body) {
        try {
            Bytes inflated =
                    TransferEncoding.decode(new Bytes(body), Optional.of("gzip"), 1024 * 1024);
            assertThat(inflated.length()).isLessThanOrEqualTo(1024 * 1024);
        } catch (UnfitException e) {
            assertThat(e.reading()).isInstanceOf(Reading.Refused.class);
        }
    }

    /** What is fuzzed stands in the body and in every header that a scheme reads. */
    @FuzzTest(maxDuration = "1m")
    void signatures(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String scheme : Schemes.NAMES) {
            Authentication authentication =
                    Schemes.of(
                            scheme,
                            Member.top(JsonNodeFactory.instance.objectNode().put("user", "u")),
                            SECRET);
            for (String start : List.of("", "sha256=", "v1,", "Bearer ", "Basic ")) {
                assertThat(authentication.check(attempt(start + text, body)))
                        .as(scheme)
                        .isNotEqualTo(Proof.GENUINE);
            }
        }
    }

    private static Attempt attempt(String value, byte[] body) {
        return new Attempt(
                Map.of(
                        "x-hub-signature-256", value,
                        "x-hub-signature", value,
                        "x-signature", value,
                        "x-mlflow-signature", value,
                        "webhook-signature", value,
                        "webhook-id", value,
                        "webhook-timestamp", value,
                        "x-gitlab-token", value,
                        "x-goldthread-token", value,
                        "authorization", value),
                Optional.of(value),
                new Bytes(body),
                Instant.ofEpochSecond(1_772_359_200));
    }
}
