package dev.goldthread.api.adapter.openlineage;

import static dev.goldthread.api.adapter.standard.PumpRules.PUMP;
import static dev.goldthread.api.adapter.standard.Readings.admitted;
import static dev.goldthread.api.adapter.standard.Readings.json;
import static dev.goldthread.api.adapter.standard.Readings.links;
import static dev.goldthread.api.adapter.standard.Readings.refused;
import static dev.goldthread.api.adapter.standard.Readings.text;
import static dev.goldthread.api.adapter.standard.Readings.unmapped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLineageAdapterTest {

    private static final String SHA = "21d9835f50db844ad9bf3d95f2c5b4114076b680";
    private static final String IN = "sha256:" + "a".repeat(64);
    private static final String OUT = "sha256:" + "b".repeat(64);
    private static final String MODEL = "sha256:" + "c".repeat(64);

    private static final String RUN =
            """
            {"eventType": "COMPLETE", "eventTime": "2026-02-05T10:02:30.123456Z",
             "producer": "https://ml.example.org", "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json",
             "run": {"runId": "41fb5137-f0fd-4ee5-ba5c-56f8571d1bd7", "facets": {"goldthread": {
               "kind": "training",
               "data": {"seed": 7, "hyperparameters": [{"name": "depth", "value": "4"}], "environmentDigest": "%s"}}}},
             "job": {"namespace": "ml", "name": "train", "facets": {"sourceCodeLocation": {"type": "git", "url": "https://git.example.org", "version": "%s"}}},
             "inputs": [{"namespace": "s3", "name": "beats", "facets": {"version": {"datasetVersion": "%s"}}},
                        {"namespace": "s3", "name": "notes", "facets": {"version": {"datasetVersion": "3"}}}],
             "outputs": [
               {"namespace": "s3", "name": "beats-clean", "facets": {"version": {"datasetVersion": "4"},
                 "goldthread": {"kind": "dataset", "digest": "%s", "data": {"manifestDigest": "%s"}}}},
               {"namespace": "registry", "name": "alarm-model", "facets": {"version": {"datasetVersion": "%s"},
                 "goldthread": {"kind": "model", "data": {"intendedUse": "alarms", "tier": "HIGH",
                   "permittedEnvironments": ["staging"], "thresholds": [{"name": "recall", "value": "0.95", "comparison": "AT_LEAST"}]}}}}]}
            """
                    .formatted(OUT, SHA, IN, OUT, OUT, MODEL);

    private final OpenLineageAdapter adapter = new OpenLineageAdapter();

    @Test
    void aTrainingAndWhatItMade() {
        List<ObjectNode> events = admitted(adapter.read(json(RUN), PUMP));
        assertThat(events)
                .extracting(event -> text(event, "/type"))
                .containsExactly("training.finished", "dataset.snapshotted", "model.registered");
        assertThat(links(events.get(0)))
                .containsExactly(
                        "trainedOn → Dataset " + IN + " OBSERVED",
                        "used → Commit " + SHA + " OBSERVED");
        assertThat(links(events.get(1)))
                .containsExactly("derivedFrom → Dataset " + IN + " OBSERVED");
        assertThat(text(events.get(1), "/data/version")).isEqualTo("4");
        assertThat(links(events.get(2)))
                .containsExactly(
                        "producedBy → TrainingRun openlineage:41fb5137-f0fd-4ee5-ba5c-56f8571d1bd7 OBSERVED");
        assertThat(text(events.get(2), "/subject/id")).isEqualTo(MODEL);
        assertThat(events).extracting(event -> text(event, "/id")).doesNotHaveDuplicates();
    }

    @Test
    void namesTheFacetThatIsMissing() {
        assertThat(unmapped(adapter.read(json(RUN.replace("goldthread", "other")), PUMP)).because())
                .contains("facet goldthread");
        assertThat(unmapped(adapter.read(json(RUN.replace("\"seed\": 7,", "")), PUMP)).because())
                .contains("data.seed", "/run/facets/goldthread");
        assertThat(unmapped(adapter.read(json(RUN.replace(IN, "2")), PUMP)).because())
                .contains("a link trainedOn → Dataset");
        assertThat(refused(adapter.read(json(RUN.replace(MODEL, "v4")), PUMP)).field())
                .isEqualTo("/outputs/1/facets/version/datasetVersion");
    }

    @Test
    void onlyWhatCompletedHasMadeAnything() {
        for (String type : List.of("START", "RUNNING", "FAIL", "ABORT", "OTHER")) {
            assertThat(unmapped(adapter.read(json(RUN.replace("COMPLETE", type)), PUMP)).kind())
                    .isEqualTo(type);
        }
        assertThat(refused(adapter.read(json(RUN.replace("COMPLETE", "DONE")), PUMP)).field())
                .isEqualTo("/eventType");
        assertThat(
                        refused(
                                        adapter.read(
                                                json(RUN.replace("10:02:30.123456Z", "10:02:30")),
                                                PUMP))
                                .field())
                .isEqualTo("/eventTime");
    }
}
