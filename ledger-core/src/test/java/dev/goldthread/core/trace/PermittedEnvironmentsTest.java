package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.trace.SmallRelease.TRACER;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.gaps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model may run in the environments that it names, and in no other. */
class PermittedEnvironmentsTest {

    private static final NodeRef MODEL = node("Model", "m1");

    private static GraphFixture permitted(GraphFixture graph, String... environments) {
        return graph.event(
                "ml",
                "model.registered",
                "Model",
                "m1",
                Map.of("permittedEnvironments", List.of(environments)));
    }

    /** Release 1.0 includes model m1, which may run in staging. */
    private static GraphFixture release() {
        return permitted(new GraphFixture(), "staging")
                .event(
                        "rm",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Model", "m1"));
    }

    private static GraphFixture deployed(
            GraphFixture graph, String into, String outcome, Link deploys) {
        return graph.event(
                "ops",
                outcome.equals("FAILED") ? "deployment.failed" : "deployment.finished",
                "Deployment",
                "d1",
                Map.of("outcome", outcome),
                deploys,
                link("into", "Environment", into));
    }

    private static GraphFixture seen(GraphFixture graph, String environment, Link... runs) {
        return graph.event(
                "watch",
                "environment.snapshotted",
                "Environment",
                environment,
                Map.of("kind", "LABORATORY"),
                runs);
    }

    private static List<String> reasons(GraphFixture graph) {
        return findings(graph, MODEL).stream()
                .filter(found -> found.code().equals("NOT_AS_APPROVED"))
                .map(Finding::reason)
                .toList();
    }

    @Test
    void oneThatWasPutElsewhereIsNotAsApproved() {
        Link model = link("deploys", "Model", "m1");
        GraphFixture graph = deployed(release(), "prod", "SUCCEEDED", model);

        assertThat(findings(graph, MODEL))
                .contains(
                        Finding.by(
                                "permitted-environment",
                                "NOT_AS_APPROVED",
                                "Deployment d1 put it into prod, but it may run in staging alone"));
        assertThat(gaps(graph).gaps())
                .filteredOn(gap -> gap.code().equals("NOT_AS_APPROVED"))
                .anySatisfy(gap -> assertThat(gap.remedy()).contains("permittedEnvironments"));
        assertThat(reasons(deployed(release(), "staging", "SUCCEEDED", model))).isEmpty();
        assertThat(reasons(deployed(release(), "prod", "FAILED", model)))
                .as("it put nothing there")
                .isEmpty();
    }

    @Test
    void aDeploymentOfItsReleasePutItThereToo() {
        GraphFixture graph =
                deployed(release(), "prod", "PARTIAL", link("deploys", "Release", "1.0"));

        assertThat(reasons(graph))
                .containsExactly("Deployment d1 put it into prod, but it may run in staging alone");
    }

    @Test
    void aDeploymentThatFailedAfterAPartOfItWasDonePutIt() {
        Link model = link("deploys", "Model", "m1");
        GraphFixture graph = deployed(release(), "prod", "PARTIAL", model);
        graph.event(
                "ops",
                "deployment.failed",
                "Deployment",
                "d1",
                Map.of("startedAt", Instant.parse("2026-01-01T00:00:00Z")),
                model,
                link("into", "Environment", "prod"));

        assertThat(reasons(graph))
                .containsExactly("Deployment d1 put it into prod, but it may run in staging alone");
    }

    /** A deployment of another model into prod, and its rollback to this one. */
    private static GraphFixture rolledBack(GraphFixture graph, String outcome, Link restores) {
        return deployed(graph, "prod", "SUCCEEDED", link("deploys", "Model", "m2"))
                .event(
                        "ops",
                        "rollback.finished",
                        "Rollback",
                        "rb1",
                        Map.of("outcome", outcome),
                        link("reverts", "Deployment", "d1"),
                        restores);
    }

    @Test
    void oneThatARollbackRestoredElsewhereIsNotAsApproved() {
        Link model = link("restores", "Model", "m1");
        for (String outcome : List.of("SUCCEEDED", "PARTIAL")) {
            assertThat(reasons(rolledBack(release(), outcome, model)))
                    .containsExactly(
                            "Rollback rb1 restored it in prod, but it may run in staging alone");
        }
        assertThat(reasons(rolledBack(release(), "FAILED", model))).isEmpty();
        assertThat(reasons(rolledBack(release(), "SUCCEEDED", inferred("restores", "Model", "m1"))))
                .isEmpty();
        assertThat(reasons(rolledBack(permitted(release(), "prod"), "SUCCEEDED", model))).isEmpty();

        GraphFixture used = rolledBack(release(), "SUCCEEDED", model);
        deployed(used, "other", "SUCCEEDED", link("deploys", "Model", "m2"));
        assertThat(reasons(used))
                .as("the deployment's id was used again afterwards")
                .containsExactly(
                        "Rollback rb1 restored it in prod, but it may run in staging alone");
    }

    @Test
    void aRollbackRestoresWhatTheArtifactPackages() {
        GraphFixture graph =
                release()
                        .event(
                                "ci",
                                "artifact.published",
                                "Artifact",
                                "a1",
                                link("packages", "Model", "m1"))
                        .event(
                                "rm",
                                "release.manifested",
                                "Release",
                                "1.0",
                                link("includes", "Artifact", "a1"));

        assertThat(reasons(rolledBack(graph, "SUCCEEDED", link("restores", "Artifact", "a1"))))
                .containsExactly(
                        "Rollback rb1 restored Artifact a1, which packages it, in prod, but it may"
                                + " run in staging alone");
    }

    @Test
    void oneThatIsSeenElsewhereIsToldOnceForEachEnvironment() {
        Link runs = link("runs", "Model", "m1");
        GraphFixture graph = seen(seen(seen(release(), "lab", runs), "lab", runs), "staging", runs);
        assertThat(reasons(graph))
                .containsExactly("Environment lab runs it, but it may run in staging alone");

        deployed(graph, "lab", "SUCCEEDED", link("deploys", "Model", "m1"));
        deployed(graph, "other", "SUCCEEDED", link("deploys", "Model", "m1"));
        assertThat(reasons(graph))
                .containsExactly(
                        "Environment lab runs it, but it may run in staging alone",
                        "Deployment d1 put it into other, but it may run in staging alone");
    }

    @Test
    void whatRunsNoLongerAndNobodyPutThereIsOver() {
        GraphFixture graph = seen(release(), "lab", link("runs", "Model", "m1"));
        assertThat(reasons(seen(graph, "lab", link("runs", "Artifact", "a9")))).isEmpty();
    }

    @Test
    void aModelRunsWhereTheArtifactRunsThatPackagesIt() {
        GraphFixture graph =
                release()
                        .event(
                                "ci",
                                "artifact.published",
                                "Artifact",
                                "a1",
                                link("packages", "Model", "m1"))
                        .event(
                                "rm",
                                "release.manifested",
                                "Release",
                                "1.0",
                                link("includes", "Artifact", "a1"));
        seen(graph, "lab", link("runs", "Artifact", "a1"));
        deployed(graph, "prod", "SUCCEEDED", link("deploys", "Artifact", "a1"));

        assertThat(reasons(graph))
                .containsExactly(
                        "Environment lab runs Artifact a1, which packages it, but it may run in"
                                + " staging alone",
                        "Deployment d1 put Artifact a1, which packages it, into prod, but it may"
                                + " run in staging alone");
    }

    @Test
    void theLastWordOnTheModelSaysWhereItMayRun() {
        GraphFixture graph = seen(release(), "lab", link("runs", "Model", "m1"));
        assertThat(reasons(permitted(graph, "lab", "staging"))).isEmpty();
    }

    @Test
    void anEnvironmentThatACrosswalkJoinsWithOneThatIsNamedIsPermitted() {
        GraphFixture graph =
                seen(release(), "lab", link("runs", "Model", "m1"))
                        .event(
                                "p",
                                "crosswalk.recorded",
                                "Environment",
                                "lab",
                                link("sameAs", "Environment", "staging"));
        assertThat(reasons(graph)).isEmpty();
    }

    @Test
    void aGuessPutsItNowhere() {
        GraphFixture graph = seen(release(), "lab", inferred("runs", "Model", "m1"));
        deployed(graph, "prod", "SUCCEEDED", inferred("deploys", "Model", "m1"));
        assertThat(reasons(graph)).isEmpty();
    }

    @Test
    void aTraceOfTheDigestSaysItWithoutARelease() {
        GraphFixture graph =
                seen(permitted(new GraphFixture(), "staging"), "lab", link("runs", "Model", "m1"));
        assertThat(TRACER.release(graph.graph(), PUMP, "1.0")).isEmpty();
        assertThat(
                        TRACER.digest(graph.graph(), PUMP, "m1")
                                .orElseThrow()
                                .node(MODEL)
                                .orElseThrow()
                                .findings())
                .extracting(Finding::code)
                .contains("NOT_AS_APPROVED");
    }
}
