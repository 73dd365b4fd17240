package dev.goldthread.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpdxReportTest {

    private static final String JSON =
            """
            {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT",
             "documentNamespace": "https://sbom.example.org/pump-7.2.4",
             "creationInfo": {"created": "2026-02-18T06:21:00Z",
               "creators": ["Organization: Acme", "Tool: syft-1.29.0"]},
             "packages": [
               {"SPDXID": "SPDXRef-pump", "name": "pump",
                "checksums": [{"algorithm": "SHA256", "checksumValue": "%s"}]},
               {"SPDXID": "SPDXRef-lwip", "name": "lwip", "externalRefs": [
                 {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:a:x"},
                 {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:generic/lwip@2.2.1"}]},
               {"SPDXID": "SPDXRef-nameless", "name": "nameless"}],
             "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
               "relatedSpdxElement": "SPDXRef-pump"}]}
            """
                    .formatted("CD".repeat(32));

    private static final String TAG_VALUE =
            """
            SPDXVersion: SPDX-2.3
            SPDXID: SPDXRef-DOCUMENT
            DocumentNamespace: https://sbom.example.org/pump-7.2.4
            # a comment
            Creator: Tool: syft-1.29.0
            Created: 2026-02-18T06:21:00Z
            DocumentComment: <text>PackageName: this is
            no package</text>
            PackageName: pump
            SPDXID: SPDXRef-pump
            PackageChecksum: SHA256: %s
            PackageName: lwip
            SPDXID: SPDXRef-lwip
            ExternalRef: PACKAGE-MANAGER purl pkg:generic/lwip@2.2.1
            PackageName: nameless
            SPDXID: SPDXRef-nameless
            FileName: ./lwip.c
            SPDXID: SPDXRef-file
            Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-pump
            """
                    .formatted("CD".repeat(32));

    private static Reading read(String text, Optional<String> artifact) {
        return SpdxReport.read(
                text.getBytes(StandardCharsets.UTF_8),
                new SpdxReport.Query(Reports.common(Optional.empty()), artifact));
    }

    @Test
    void bothFormsSayTheSame() {
        for (String text : new String[] {JSON, TAG_VALUE}) {
            Reading reading = read(text, Optional.empty());
            ObjectNode event = Reports.event(reading);

            Reports.assertAdmitted(reading);
            assertThat(event.get("type").textValue()).isEqualTo("sbom.attached");
            assertThat(event.at("/subject/id").textValue()).isEqualTo("sha256:" + "cd".repeat(32));
            assertThat(Reports.linked(event, "contains"))
                    .extracting(link -> link.at("/to/id").textValue())
                    .containsExactly("pkg:generic/lwip@2.2.1");
            assertThat(event.get("occurredAt").textValue()).isEqualTo("2026-02-18T06:21:00Z");
            assertThat(event.at("/data/format").textValue()).isEqualTo("SPDX");
            assertThat(event.at("/data/formatVersion").textValue()).isEqualTo("2.3");
            assertThat(event.at("/data/componentCount").asInt()).isEqualTo(2);
            assertThat(event.at("/data/documentId").textValue())
                    .isEqualTo("https://sbom.example.org/pump-7.2.4");
            assertThat(event.at("/data/generator").textValue()).isEqualTo("syft-1.29.0");
            assertThat(event.at("/data/componentsWithoutPurl").asInt()).isEqualTo(1);
        }
    }

    @Test
    void theQueryNamesTheArtifactOfADocumentThatDoesNot() {
        String unnamed = TAG_VALUE.replaceAll("PackageChecksum.*\n", "");

        assertThat(Reports.refused(read(unnamed, Optional.empty())).field()).isEqualTo("?artifact");
        assertThat(
                        Reports.event(read(unnamed, Optional.of(Reports.IMAGE)))
                                .at("/subject/id")
                                .textValue())
                .isEqualTo(Reports.IMAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"spdxVersion\": \"SPDX-2.1\"}; spdx-version; /spdxVersion",
                "{\"@context\": \"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\"}; spdx-version; /@context",
                "<rdf:RDF/>; spdx-form; ''",
                "{\"spdxVersion\": ; not-json; /spdxVersion",
                "no tag; not-spdx; line 1",
                "SPDXVersion: SPDX-1.2; spdx-version; SPDXVersion",
                "{\"spdxVersion\": \"SPDX-2.3\"}; no-components; /packages",
                "''; spdx-version; SPDXVersion"
            })
    void whatCannotBeReadIsRefusedWithTheSpot(String text, String rule, String field) {
        Reading reading = read(text, Optional.of(Reports.IMAGE));

        assertThat(Reports.refused(reading).rule()).isEqualTo(rule);
        assertThat(Reports.refused(reading).field()).isEqualTo(field);
    }

    @Test
    void withoutATimeItIsRefused() {
        assertThat(
                        Reports.refused(
                                        read(
                                                TAG_VALUE.replaceAll("Created: .*\n", ""),
                                                Optional.empty()))
                                .field())
                .isEqualTo("?occurredAt");
    }

    @TestFactory
    Stream<DynamicTest> realDocumentsAreReadOrRefusedWithAReason() {
        return Reports.samples("spdx")
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws Exception {
        Reading reading =
                SpdxReport.read(
                        Files.readAllBytes(file),
                        new SpdxReport.Query(
                                Reports.common(Optional.of(Instant.parse("2026-02-01T10:00:00Z"))),
                                Optional.of(Reports.IMAGE)));
        switch (file.getFileName().toString()) {
            case "SPDXTagExample-v2.3.spdx" -> {
                Reports.assertAdmitted(reading);
                assertThat(Reports.event(reading).at("/data/componentCount").asInt()).isEqualTo(3);
                assertThat(Reports.linked(Reports.event(reading), "contains"))
                        .extracting(link -> link.at("/to/id").textValue())
                        .containsExactly("pkg:maven/org.apache.jena/apache-jena@3.12.0");
            }
            case "software__example10__spdx2.3__hello-source.spdx.json" ->
                    assertThat(Reports.refused(reading).rule()).isEqualTo("no-components");
            default -> assertThat(Reports.refused(reading).rule()).isEqualTo("spdx-version");
        }
    }
}
