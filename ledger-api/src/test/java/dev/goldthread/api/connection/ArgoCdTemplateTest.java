package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template in deploy/integrations as it stands, filled in as Argo CD's Go templates would. */
class ArgoCdTemplateTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String IMAGE = "sha256:" + "a".repeat(64);
    private static final Pattern URL =
            Pattern.compile(
                    Pattern.quote(
                            "{{toJson (printf \"%s/applications/%s\" .context.argocdUrl .app.metadata.name)}}"));

    private static JsonNode map() throws IOException {
        return YAML.readTree(Path.of("../deploy/integrations/argocd/notifications.yaml").toFile())
                .path("data");
    }

    private static String body(String phase) throws IOException {
        String body =
                YAML.readTree(map().path("template.goldthread-sync").asText())
                        .at("/webhook/goldthread/body")
                        .asText();
        Map<String, String> application =
                Map.of(
                        ".app.metadata.name",
                        "\"pump\"",
                        ".app.status.operationState.phase",
                        "\"" + phase + "\"",
                        ".app.status.operationState.startedAt",
                        "\"2026-03-01T10:00:00Z\"",
                        ".app.status.operationState.finishedAt",
                        phase.equals("Running") ? "null" : "\"2026-03-01T10:04:10Z\"",
                        ".app.status.sync.revision",
                        "\"" + "4".repeat(40) + "\"",
                        ".app.status.summary.images",
                        "[\"registry.example.org/pump@" + IMAGE + "\"]",
                        ".app.status.operationState.message",
                        "\"said \\\"no\\\"\"",
                        ".app.spec.destination",
                        "{\"namespace\": \"production-eu\"}");
        for (Map.Entry<String, String> value : application.entrySet()) {
            body = body.replace("{{toJson " + value.getKey() + "}}", value.getValue());
        }
        return URL.matcher(body).replaceAll("\"https://argocd.example.org/applications/pump\"");
    }

    @ParameterizedTest
    @CsvSource({
        "Running, deployment.started, 2026-03-01T10:00:00Z",
        "Succeeded, deployment.finished, 2026-03-01T10:04:10Z",
        "Failed, deployment.failed, 2026-03-01T10:04:10Z"
    })
    void aSyncIsADeploymentOfWhatRuns(String phase, String type, String at) throws Exception {
        assertThat(body(phase)).doesNotContain("{{");

        JsonNode event =
                Readings.admitted(Readings.read("argocd", Map.of(), body(phase))).getFirst();

        assertThat(event.path("type").asText()).isEqualTo(type);
        assertThat(event.path("occurredAt").asText()).isEqualTo(at);
        assertThat(Readings.links(event))
                .containsExactly(
                        "into Environment production-eu OBSERVED",
                        "deploys Artifact " + IMAGE + " OBSERVED");
    }

    @Test
    void itIsSentToAHookWithTheTokenOfTheConnection() throws Exception {
        JsonNode service = YAML.readTree(map().path("service.webhook.goldthread").asText());

        assertThat(service.path("url").asText()).contains("/v1/hooks/argocd/");
        assertThat(service.path("headers"))
                .anySatisfy(
                        header ->
                                assertThat(header.path("name").asText())
                                        .isEqualTo("X-Goldthread-Token"));
        assertThat(
                        Stream.of("syncing", "synced", "failed")
                                .map(each -> trigger("trigger.goldthread-" + each)))
                .allSatisfy(
                        trigger ->
                                assertThat(trigger.at("/0/send/0").asText())
                                        .isEqualTo("goldthread-sync"));
    }

    private static JsonNode trigger(String name) {
        try {
            return YAML.readTree(map().path(name).asText());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
