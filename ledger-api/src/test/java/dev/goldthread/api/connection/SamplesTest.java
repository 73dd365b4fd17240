package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.adapter.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples that come with the program, against what their tools mean by them. */
class SamplesTest {

    private static final String COMMIT = "4e1b0c9d8a7f6e5d4c3b2a190817263544536271";
    private static final String IMAGE =
            "sha256:569c9fbde66671bad74e51f0213958939af343d3841b2d3d3630ec6801bf1c46";

    private static Reading sample(String format) {
        Trial.Sample sample = Trial.sample(format).orElseThrow();
        return Readings.read(format, sample.headers(), sample.body().toBytes());
    }

    private static JsonNode only(String format) {
        List<JsonNode> events = Readings.admitted(sample(format));
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    @Test
    void everyFormatHasOneThatGivesEventsWhichTheGateAdmits() {
        assertThat(Adapters.formats())
                .allSatisfy(format -> assertThat(Readings.admitted(sample(format))).isNotEmpty());
    }

    @Test
    void aPushToGitHubIsItsCommitsAndTheWorkflowItChanges() {
        List<JsonNode> events = Readings.admitted(sample("github"));

        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsExactly("commit.pushed", "pipeline_component.changed");
        JsonNode commit = events.getFirst();
        assertThat(commit.at("/occurredAt").asText()).isEqualTo("2026-02-05T09:45:00Z");
        assertThat(commit.at("/source/uri").asText())
                .isEqualTo("https://github.com/acme/infusion-pump");
        assertThat(commit.at("/actor/kind").asText()).isEqualTo("HUMAN");
        assertThat(Readings.links(commit))
                .containsExactly(
                        "partOf Change acme/infusion-pump#42 INFERRED",
                        "implements Requirement REQ-102 INFERRED");
        assertThat(commit.at("/data/summary").asText())
                .isEqualTo("REQ-102 Stop the ramp when the line is occluded (#42)");
        assertThat(commit.at("/data/branch").asText()).isEqualTo("main");
        assertThat(commit.toString()).doesNotContain("Weaver", "example.org\"");
        assertThat(events.getLast().at("/subject/id").asText())
                .isEqualTo("acme/infusion-pump/.github/workflows/build.yml");
        assertThat(events.getLast().at("/data/revision").asText()).isEqualTo(COMMIT);
    }

    @Test
    void aPipelineOfGitLabIsABuild() {
        JsonNode build = only("gitlab");

        assertThat(build.path("type").asText()).isEqualTo("build.finished");
        assertThat(build.at("/subject/id").asText())
                .isEqualTo("https://gitlab.example.org/acme/infusion-pump/-/pipelines/8812");
        assertThat(build.at("/occurredAt").asText()).isEqualTo("2026-02-05T09:58:30Z");
        assertThat(build.at("/data/outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(build.at("/data/recipeDigest").asText()).isEqualTo("gitCommit:" + COMMIT);
        assertThat(Readings.links(build))
                .containsExactly("builtFrom Commit " + COMMIT + " OBSERVED");
    }

    @Test
    void anIssueOfJiraIsAChangeRequestWithItsDeclaredLinks() {
        JsonNode request = only("jira");

        assertThat(request.path("type").asText()).isEqualTo("change_request.opened");
        assertThat(request.at("/subject/id").asText()).isEqualTo("CR-204");
        assertThat(request.at("/occurredAt").asText()).isEqualTo("2026-02-05T10:00:00Z");
        assertThat(request.at("/data/category").asText()).isEqualTo("Change");
        assertThat(request.at("/data/uri").asText())
                .isEqualTo("https://acme.example.net/browse/CR-204");
        assertThat(Readings.links(request))
                .containsExactly("addresses Requirement REQ-102 DECLARED");
    }

    @Test
    void aBuildOfJenkinsEndsAfterItsDuration() {
        JsonNode build = only("jenkins");

        assertThat(build.path("type").asText()).isEqualTo("build.finished");
        assertThat(build.at("/data/startedAt").asText()).isEqualTo("2026-02-05T09:50:00Z");
        assertThat(build.at("/occurredAt").asText()).isEqualTo("2026-02-05T10:02:30Z");
        assertThat(build.at("/data/builder").asText()).isEqualTo("jenkins: pump-firmware");
        assertThat(Readings.links(build))
                .containsExactly("builtFrom Commit " + COMMIT + " OBSERVED");
    }

    @Test
    void aSyncOfArgoCdDeploysDigests() {
        JsonNode deployment = only("argocd");

        assertThat(deployment.path("type").asText()).isEqualTo("deployment.finished");
        assertThat(deployment.at("/occurredAt").asText()).isEqualTo("2026-03-01T10:04:10Z");
        assertThat(Readings.links(deployment))
                .containsExactly(
                        "into Environment production-eu OBSERVED",
                        "deploys Artifact " + IMAGE + " OBSERVED");
    }

    @Test
    void aReconciliationOfFluxDeploysTheDigestOfItsSource() {
        JsonNode deployment = only("flux");

        assertThat(deployment.path("type").asText()).isEqualTo("deployment.finished");
        assertThat(Readings.links(deployment))
                .containsExactly(
                        "into Environment production-eu OBSERVED",
                        "deploys Artifact " + IMAGE + " OBSERVED");
    }

    @Test
    void aModelVersionOfMlflowSaysByTagsWhatItIsFor() {
        JsonNode model = only("mlflow");

        assertThat(model.path("type").asText()).isEqualTo("model.registered");
        assertThat(model.at("/data/thresholds/1/name").asText())
                .isEqualTo("mean absolute error, ml/h");
        assertThat(model.at("/data/thresholds/1/comparison").asText()).isEqualTo("AT_MOST");
        assertThat(model.at("/data/permittedEnvironments/1").asText()).isEqualTo("production-eu");
        assertThat(Readings.links(model)).containsExactly("producedBy TrainingRun 4f1c OBSERVED");
    }

    @Test
    void aDecisionOfOpaThatSaysWhatItJudgedIsAGate() {
        JsonNode gate = only("opa");

        assertThat(gate.path("type").asText()).isEqualTo("gate.evaluated");
        assertThat(gate.at("/data/outcome").asText()).isEqualTo("PASSED");
        assertThat(gate.at("/occurredAt").asText()).isEqualTo("2026-02-20T16:00:00.123456Z");
        assertThat(Readings.links(gate))
                .containsExactly(
                        "evaluates Release 7.2.4 OBSERVED", "uses Policy release/allow OBSERVED");
    }

    @Test
    void anEventInTheOwnShapeStaysAsItIs() {
        assertThat(only("generic").path("id").asText()).isEqualTo("sample-1");
    }
}
