package dev.goldthread.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SarifReportTest {

    private static final String SHA = "21d9835f50db844ad9bf3d95f2c5b4114076b680";

    private static final String LOG =
            """
            {"version": "2.1.0", "runs": [
              {"tool": {"driver": {"name": "lint", "semanticVersion": "3.1.4", "rules": [
                 {"id": "R1", "defaultConfiguration": {"level": "error"}},
                 {"id": "R2", "properties": {"security-severity": "9.8"}},
                 {"id": "R3", "properties": {"security-severity": "5.0"}}]}},
               "versionControlProvenance": [{"repositoryUri": "https://git.example.org/pump",
                 "revisionId": "21d9835f50db844ad9bf3d95f2c5b4114076b680"}],
               "invocations": [{"executionSuccessful": true, "endTimeUtc": "2026-02-21T09:30:00Z"}],
               "results": [
                 {"ruleId": "R1", "message": {"text": "by default an error"}},
                 {"ruleIndex": 1, "message": {"text": "scored"}},
                 {"rule": {"id": "R3"}, "message": {"text": "scored"}},
                 {"ruleId": "unknown", "message": {"text": "a warning"}},
                 {"ruleId": "R1", "level": "note", "message": {"text": "its own level"}},
                 {"ruleId": "R1", "kind": "pass", "message": {"text": "none"}},
                 {"ruleId": "R1", "baselineState": "absent", "message": {"text": "gone"}},
                 {"ruleId": "R1", "suppressions": [{"kind": "external"}], "message": {"text": "accepted"}},
                 {"ruleId": "R1", "suppressions": [{"kind": "external", "status": "rejected"}],
                  "message": {"text": "not accepted"}}]}]}
            """;

    private static SarifReport.Query query(List<String> scans, String kind, String... thresholds) {
        return new SarifReport.Query(
                Reports.common(Optional.of(Instant.parse("2026-02-01T10:00:00Z"))),
                scans,
                Optional.ofNullable(kind),
                List.of(thresholds));
    }

    private static Reading read(String text, SarifReport.Query query) {
        return SarifReport.read(text.getBytes(StandardCharsets.UTF_8), query);
    }

    @Test
    void aScanHasItsFindingsBySeverity() {
        Reading reading = read(LOG, query(List.of(Reports.IMAGE), "SAST", "critical:0", "HIGH:5"));
        ObjectNode event = Reports.event(reading);

        Reports.assertAdmitted(reading);
        assertThat(event.get("type").textValue()).isEqualTo("scan.finished");
        assertThat(event.get("occurredAt").textValue()).isEqualTo("2026-02-21T09:30:00Z");
        assertThat(event.at("/data/findings").toString())
                .isEqualTo(
                        "[{\"severity\":\"CRITICAL\",\"count\":1},{\"severity\":\"HIGH\",\"count\":2},"
                                + "{\"severity\":\"MEDIUM\",\"count\":2},{\"severity\":\"LOW\",\"count\":1}]");
        assertThat(event.at("/data/thresholds").toString())
                .isEqualTo(
                        "[{\"severity\":\"CRITICAL\",\"count\":0},{\"severity\":\"HIGH\",\"count\":5}]");
        assertThat(event.at("/data/verdict").textValue()).isEqualTo("FAIL");
        assertThat(event.at("/data/scanner").textValue()).isEqualTo("lint 3.1.4");
        assertThat(event.at("/labels/suppressed").textValue()).isEqualTo("1");
        assertThat(Reports.linked(event, "scans"))
                .extracting(link -> link.at("/to/type").asText() + " " + link.at("/to/id").asText())
                .containsExactly("Artifact " + Reports.IMAGE, "Commit " + SHA);
    }

    @Test
    void aThresholdThatIsKeptPasses() {
        Reading reading = read(LOG, query(List.of(), "SAST", "CRITICAL:1", "HIGH:2"));

        assertThat(Reports.event(reading).at("/data/verdict").textValue()).isEqualTo("PASS");
    }

    @Test
    void eachRunIsAScan() {
        String run = "{\"tool\": {\"driver\": {\"name\": \"lint\"}}, \"results\": []}";
        Reading reading =
                read(
                        "{\"version\": \"2.1.0\", \"runs\": [%s, %s]}".formatted(run, run),
                        query(List.of("config:helm"), "IAC", "HIGH:0"));

        Reports.assertAdmitted(reading);
        assertThat(Reports.events(reading))
                .extracting(event -> event.at("/subject/id").textValue())
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(Reports.events(reading).getFirst().get("occurredAt").textValue())
                .isEqualTo("2026-02-01T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"version\": \"2.2\", \"runs\": []}; sarif-version; /version",
                "{\"runs\": []}; sarif-version; /version",
                "{\"version\": \"2.1.0\", \"runs\": null}; no-runs; /runs",
                "{\"version\": \"2.1.0\", \"version\": \"2.1.0\"}; duplicate-member; '/version'",
                "{\"version\": \"2.1.0\", \"runs\": [{}]}; no-results; /runs/0/results",
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [], \"invocations\": [{\"executionSuccessful\": false}]}]}; scan-failed; /runs/0/invocations/0/executionSuccessful",
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": []}]}; required-link; ?scans",
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [], \"versionControlProvenance\": [{\"revisionId\": \"21d9835\"}]}]}; required-link; ?scans"
            })
    void whatIsNoScanIsRefusedWithTheSpot(String text, String rule, String field) {
        Reading reading = read(text, query(List.of(), "SAST", "HIGH:0"));

        assertThat(Reports.refused(reading).rule()).isEqualTo(rule);
        assertThat(Reports.refused(reading).field()).isEqualTo(field);
    }

    @Test
    void kindAndThresholdsAreNotGuessed() {
        List<String> image = List.of(Reports.IMAGE);

        assertThat(Reports.refused(read(LOG, query(image, null, "HIGH:0"))).field())
                .isEqualTo("?kind");
        assertThat(Reports.refused(read(LOG, query(image, "LINT", "HIGH:0"))).rule())
                .isEqualTo("unknown-symbol");
        assertThat(Reports.refused(read(LOG, query(image, "SAST"))).field())
                .isEqualTo("?thresholds");
        assertThat(Reports.refused(read(LOG, query(image, "SAST", "HIGH<3"))).rule())
                .isEqualTo("threshold-form");
    }

    /** Read off the files by hand: what is no scan, and the findings of some that are. */
    private static final Map<String, String> REFUSED =
            Map.of(
                    "ExceptionalConditions__No runs.sarif", "no-runs",
                    "ExceptionalConditions__One run no results.sarif", "no-results",
                    "ExceptionalConditions__Catastrophic configuration error.sarif", "scan-failed",
                    "ExceptionalConditions__Catastrophic execution error.sarif", "scan-failed",
                    "sarif-2.2__example__comprehensive.json", "sarif-version",
                    "sarif-2.2__example__minimal-recommended-with-source-info.json",
                            "sarif-version",
                    "sarif-2.2__example__minimal-recommended-without-source-info.json",
                            "sarif-version");

    private static final Map<String, String> FINDINGS =
            Map.of(
                    "1-Introduction__simple-example.sarif",
                    "[{\"severity\":\"HIGH\",\"count\":1}]",
                    "ExceptionalConditions__One run empty results.sarif",
                    "[]",
                    "3-Beyond-basics__message-with-arguments.sarif",
                    "[{\"severity\":\"MEDIUM\",\"count\":1}]",
                    "EmbeddedTextContent.sarif",
                    "[{\"severity\":\"MEDIUM\",\"count\":2}]");

    @TestFactory
    Stream<DynamicTest> realLogsAreReadOrRefusedWithAReason() {
        return Reports.samples("sarif")
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws Exception {
        Reading reading =
                SarifReport.read(
                        Files.readAllBytes(file),
                        query(List.of(Reports.IMAGE), "SAST", "CRITICAL:0"));
        String name = file.getFileName().toString();
        if (REFUSED.containsKey(name)) {
            assertThat(Reports.refused(reading).rule()).isEqualTo(REFUSED.get(name));
            assertThat(Reports.refused(reading).field()).startsWith("/");
            return;
        }
        Reports.assertAdmitted(reading);
        if (FINDINGS.containsKey(name)) {
            assertThat(Reports.event(reading).at("/data/findings").toString())
                    .isEqualTo(FINDINGS.get(name));
        }
    }
}
