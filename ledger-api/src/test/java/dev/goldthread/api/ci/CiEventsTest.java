package dev.goldthread.api.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.ci.CiEvents.Build;
import dev.goldthread.api.ci.CiFacts.Actor;
import dev.goldthread.api.ci.CiFacts.Given;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CiEventsTest {

    private static final String SHA = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private static final Map<String, String> GITHUB =
            Map.ofEntries(
                    Map.entry("CI", "true"),
                    Map.entry("GITHUB_ACTIONS", "true"),
                    Map.entry("GITHUB_SERVER_URL", "https://github.com"),
                    Map.entry("GITHUB_REPOSITORY", "acme/pump"),
                    Map.entry("GITHUB_SHA", SHA),
                    Map.entry("GITHUB_RUN_ID", "812"),
                    Map.entry("GITHUB_RUN_ATTEMPT", "2"),
                    Map.entry("GITHUB_JOB", "build"),
                    Map.entry("GITHUB_REF", "refs/pull/42/merge"),
                    Map.entry("GITHUB_REF_TYPE", "branch"),
                    Map.entry("GITHUB_REF_NAME", "42/merge"),
                    Map.entry("GITHUB_HEAD_REF", "ramp"),
                    Map.entry("GITHUB_ACTOR", "ada"),
                    Map.entry(
                            "GITHUB_WORKFLOW_REF",
                            "acme/pump/.github/workflows/ci.yml@refs/heads/main"));

    private static final Map<String, String> GITLAB =
            Map.ofEntries(
                    Map.entry("CI", "true"),
                    Map.entry("GITLAB_CI", "true"),
                    Map.entry("CI_SERVER_URL", "https://gitlab.example.org"),
                    Map.entry("CI_SERVER_HOST", "gitlab.example.org"),
                    Map.entry("CI_PROJECT_PATH", "acme/pump"),
                    Map.entry("CI_COMMIT_SHA", SHA),
                    Map.entry("CI_JOB_URL", "https://gitlab.example.org/acme/pump/-/jobs/77"),
                    Map.entry("CI_RUNNER_ID", "9"),
                    Map.entry("CI_MERGE_REQUEST_IID", "42"),
                    Map.entry("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "ramp"),
                    Map.entry("CI_ENVIRONMENT_NAME", "production-eu"),
                    Map.entry("GITLAB_USER_LOGIN", "ada"));

    private static final Map<String, String> JENKINS =
            Map.ofEntries(
                    Map.entry("JENKINS_URL", "https://ci.example.org/"),
                    Map.entry("BUILD_URL", "https://ci.example.org/job/pump/1187/"),
                    Map.entry("JOB_NAME", "pump"),
                    Map.entry("GIT_URL", "git@git.example.org:acme/pump.git"),
                    Map.entry("GIT_COMMIT", SHA),
                    Map.entry("BRANCH_NAME", "PR-42"),
                    Map.entry("CHANGE_ID", "42"),
                    Map.entry("CHANGE_BRANCH", "ramp"));

    private static final Map<String, String> AZURE =
            Map.ofEntries(
                    Map.entry("TF_BUILD", "True"),
                    Map.entry("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "https://dev.azure.com/acme/"),
                    Map.entry("SYSTEM_TEAMPROJECT", "Infusion Pump"),
                    Map.entry("SYSTEM_DEFINITIONID", "3"),
                    Map.entry("SYSTEM_JOBID", "12f1170f"),
                    Map.entry("SYSTEM_JOBATTEMPT", "1"),
                    Map.entry("BUILD_BUILDID", "812"),
                    Map.entry("BUILD_REPOSITORY_NAME", "acme/pump"),
                    Map.entry("BUILD_SOURCEVERSION", SHA),
                    Map.entry("BUILD_SOURCEBRANCH", "refs/pull/42/merge"),
                    Map.entry("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "42"),
                    Map.entry("SYSTEM_PULLREQUEST_SOURCEBRANCH", "refs/heads/ramp"));

    private static final Map<String, String> WOODPECKER =
            Map.of(
                    "CI", "woodpecker",
                    "CI_SYSTEM_NAME", "woodpecker",
                    "CI_SYSTEM_URL", "https://ci.example.org",
                    "CI_REPO", "acme/pump",
                    "CI_COMMIT_SHA", SHA,
                    "CI_PIPELINE_URL", "https://ci.example.org/repos/1/pipeline/9",
                    "CI_COMMIT_SOURCE_BRANCH", "ramp",
                    "CI_COMMIT_PULL_REQUEST", "42");

    private static final Given NOTHING_GIVEN = given(null, null, null);

    private static Given given(String commit, String run, String environment) {
        return new Given(
                Optional.ofNullable(commit),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(run),
                Optional.ofNullable(environment));
    }

    private static CiFacts facts(Map<String, String> environment, Given given, String name) {
        return CiFacts.of(
                new Product("pump"),
                given,
                environment,
                Optional.ofNullable(name),
                new Actor.Pipeline(),
                AT);
    }

    private static ObjectNode build(CiFacts facts) {
        return new CiEvents(facts)
                .build(
                        new Build(
                                "SUCCEEDED",
                                Optional.empty(),
                                Optional.empty(),
                                "UNKNOWN",
                                "NOT_ATTEMPTED",
                                Optional.empty(),
                                List.of()));
    }

    private static void assertAdmitted(ObjectNode event) {
        Gate gate =
                new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
        assertThat(
                        gate.admit(
                                event.toString().getBytes(StandardCharsets.UTF_8),
                                new Submission("t", "test", Optional.empty()),
                                AT.plusSeconds(60)))
                .isInstanceOf(Admission.Accepted.class);
    }

    private static List<Map<String, String>> systems() {
        return List.of(GITHUB, GITLAB, JENKINS, AZURE, WOODPECKER);
    }

    @ParameterizedTest
    @MethodSource("systems")
    void everySystemSaysCommitBranchAndPullRequestOfABuild(Map<String, String> environment) {
        ObjectNode event = build(facts(environment, NOTHING_GIVEN, null));

        assertAdmitted(event);
        assertThat(event.at("/links/0/relation").asText()).isEqualTo("builtFrom");
        assertThat(event.at("/links/0/to/id").asText()).isEqualTo(SHA);
        assertThat(event.at("/data/recipeDigest").asText()).isEqualTo("gitCommit:" + SHA);
        assertThat(event.at("/labels/repository").asText()).isEqualTo("acme/pump");
        assertThat(event.at("/labels/branch").asText()).isEqualTo("ramp");
        assertThat(event.at("/labels/pullRequest").asText()).isEqualTo("42");
        assertThat(event.at("/actor/kind").asText()).isEqualTo("SYSTEM");
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, github-actions, https://github.com/acme/pump/actions/runs/812/attempts/2",
        "GITLAB, gitlab-ci, https://gitlab.example.org/acme/pump/-/jobs/77",
        "JENKINS, jenkins, https://ci.example.org/job/pump/1187",
        "AZURE, azure-pipelines,"
                + " https://dev.azure.com/acme/Infusion%20Pump/_build/results?buildId=812",
        "WOODPECKER, woodpecker, https://ci.example.org/repos/1/pipeline/9"
    })
    void theRunNamesTheBuild(String system, String tool, String run) {
        Map<String, String> environment =
                Map.of(
                                "GITHUB", GITHUB,
                                "GITLAB", GITLAB,
                                "JENKINS", JENKINS,
                                "AZURE", AZURE,
                                "WOODPECKER", WOODPECKER)
                        .get(system);

        ObjectNode event = build(facts(environment, NOTHING_GIVEN, null));

        assertThat(event.at("/subject/id").asText()).isEqualTo(run);
        assertThat(event.at("/source/tool").asText()).isEqualTo(tool);
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB_SHA",
        "GITHUB_REPOSITORY",
        "GITHUB_RUN_ID",
        "GITHUB_RUN_ATTEMPT",
        "GITHUB_JOB",
        "GITHUB_SERVER_URL",
        "GITHUB_WORKFLOW_REF"
    })
    void aVariableThatIsUnsetOrEmptyIsNamed(String variable) {
        Map<String, String> without = new HashMap<>(GITHUB);
        without.remove(variable);
        assertThatThrownBy(() -> build(facts(without, NOTHING_GIVEN, null)))
                .isInstanceOf(UnknownFactException.class)
                .hasMessageContaining("environment variable " + variable + " is unset")
                .hasMessageContaining(
                        variable.equals("GITHUB_WORKFLOW_REF") ? "by --builder" : "by --");

        without.put(variable, " ");
        assertThatThrownBy(() -> build(facts(without, NOTHING_GIVEN, null)))
                .isInstanceOf(UnknownFactException.class)
                .hasMessageContaining("environment variable " + variable + " is empty");
    }

    @Test
    void whereNoSystemIsTheFlagIsNamed() {
        assertThatThrownBy(() -> build(facts(Map.of(), NOTHING_GIVEN, null)))
                .isInstanceOf(UnknownFactException.class)
                .hasMessageContaining("--run")
                .hasMessageContaining("GOLDTHREAD_RUN");
        assertThatThrownBy(() -> build(facts(Map.of(), given(null, "urn:run:1", null), null)))
                .hasMessageContaining("--commit")
                .hasMessageContaining("GOLDTHREAD_COMMIT");
    }

    @Test
    void whatIsGivenCountsMoreThanWhatTheSystemSays() {
        String other = "b".repeat(40);

        ObjectNode event = build(facts(GITHUB, given(other, null, null), null));

        assertThat(event.at("/links/0/to/id").asText()).isEqualTo(other);
    }

    @Test
    void aRetryHasTheSameIdAndAnotherAttemptOrLegHasAnother() {
        Map<String, String> attempt3 = new HashMap<>(GITHUB);
        attempt3.put("GITHUB_RUN_ATTEMPT", "3");

        String id = id(build(facts(GITHUB, NOTHING_GIVEN, null)));

        assertThat(id(build(facts(GITHUB, NOTHING_GIVEN, null)))).isEqualTo(id);
        assertThat(id(build(facts(attempt3, NOTHING_GIVEN, null)))).isNotEqualTo(id);
        assertThat(id(build(facts(GITHUB, NOTHING_GIVEN, "arm64")))).isNotEqualTo(id);
    }

    private static String id(JsonNode event) {
        return event.path("id").asText();
    }

    @Test
    void aDeploymentTakesItsEnvironmentFromTheJobOrAsksForIt() {
        Deployment deployment =
                new Deployment(
                        "SUCCEEDED",
                        "ROLLING",
                        List.of(DIGEST),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());

        ObjectNode event = deployment.event(facts(GITLAB, NOTHING_GIVEN, null));

        assertAdmitted(event);
        assertThat(event.at("/links/0/to/id").asText()).isEqualTo("production-eu");
        assertThat(event.path("type").asText()).isEqualTo("deployment.finished");
        assertThatThrownBy(() -> deployment.event(facts(GITHUB, NOTHING_GIVEN, null)))
                .hasMessageContaining("--environment")
                .hasMessageContaining("GOLDTHREAD_ENVIRONMENT");
    }

    @Test
    void aFailedDeploymentIsAnEventOfItsOwn() {
        ObjectNode event =
                new Deployment(
                                "FAILED",
                                "CANARY",
                                List.of(),
                                List.of(),
                                List.of("7.2.4"),
                                List.of("approval-1"),
                                List.of(),
                                Optional.of(AT.minusSeconds(60)),
                                Optional.of("pods did not start"))
                        .event(facts(GITLAB, NOTHING_GIVEN, null));

        assertAdmitted(event);
        assertThat(event.path("type").asText()).isEqualTo("deployment.failed");
    }

    @Test
    void aRunsOutcomeIsItsWorstCase() {
        ObjectNode event =
                new CiEvents(facts(GITHUB, NOTHING_GIVEN, null))
                        .test(
                                new CiEvents.Test(
                                        Map.of("a", "PASSED", "b", "FAILED", "c", "SKIPPED"),
                                        List.of(DIGEST),
                                        Optional.of("rig-2"),
                                        AT.minusSeconds(90),
                                        Optional.of("rig 3.1")));

        assertAdmitted(event);
        assertThat(event.at("/data/outcome").asText()).isEqualTo("FAILED");
        assertThat(event.at("/data/counts/passed").asInt()).isEqualTo(1);
        assertThat(event.at("/data/counts/skipped").asInt()).isEqualTo(1);
    }
}
