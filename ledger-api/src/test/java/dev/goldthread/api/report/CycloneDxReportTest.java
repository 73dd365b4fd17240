package dev.goldthread.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CycloneDxReportTest {

    private static final String JSON =
            """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
             "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
             "metadata": {
               "timestamp": "2026-02-18T06:21:00Z",
               "tools": {"components": [{"type": "application", "name": "syft", "version": "1.29.0"}]},
               "component": {"type": "firmware", "name": "pump",
                 "hashes": [{"alg": "SHA-1", "content": "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
                            {"alg": "SHA-256", "content": "%s"}]}},
             "components": [
               {"type": "library", "name": "lwip", "version": "2.2.1", "purl": "pkg:generic/lwip@2.2.1",
                "components": [{"type": "library", "name": "ppp", "purl": "pkg:generic/ppp@1.0"}]},
               {"type": "library", "name": "again", "purl": "pkg:generic/lwip@2.2.1"},
               {"type": "library", "name": "nameless"}]}
            """
                    .formatted("CD".repeat(32).toLowerCase());

    private static final String XML =
            """
            <?xml version="1.0"?>
            <bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
              <components>
                <component type="library"><name>lwip</name><version>2.2.1</version>
                  <purl>pkg:generic/lwip@2.2.1</purl></component>
              </components>
            </bom>
            """;

    private static Reading read(String text, Optional<String> artifact) {
        return CycloneDxReport.read(
                text.getBytes(StandardCharsets.UTF_8), Reports.cycloneDx(artifact));
    }

    @Test
    void theArtifactContainsItsComponents() {
        Reading reading = read(JSON, Optional.empty());
        ObjectNode event = Reports.event(reading);

        assertThat(event.at("/subject/id").textValue()).isEqualTo("sha256:" + "cd".repeat(32));
        assertThat(Reports.linked(event, "contains"))
                .extracting(link -> link.at("/to/id").textValue())
                .containsExactly("pkg:generic/lwip@2.2.1", "pkg:generic/ppp@1.0");
        assertThat(event.get("occurredAt").textValue()).isEqualTo("2026-02-18T06:21:00Z");
        assertThat(event.at("/data/componentCount").asInt())
                .as("a package that stands in it twice is one")
                .isEqualTo(3);
        assertThat(event.at("/data/componentsWithoutPurl").asInt()).isEqualTo(1);
        assertThat(event.at("/data/generator").textValue()).isEqualTo("syft 1.29.0");
        assertThat(event.at("/data/formatVersion").textValue()).isEqualTo("1.6");
        assertThat(event.at("/data/documentDigest").textValue())
                .isEqualTo("sha256:" + event.at("/evidence/0/sha256").textValue());
        Reports.assertAdmitted(reading);
    }

    @Test
    void theQueryNamesTheArtifactOfADocumentThatDoesNot() {
        Reading reading = read(XML, Optional.of(Reports.IMAGE));

        assertThat(Reports.event(reading).at("/subject/id").textValue()).isEqualTo(Reports.IMAGE);
        assertThat(Reports.event(reading).at("/evidence/0/mediaType").textValue())
                .isEqualTo("application/vnd.cyclonedx+xml");
        Reports.assertAdmitted(reading);
        assertThat(Reports.refused(read(XML, Optional.empty())).rule())
                .isEqualTo("required-subject");
    }

    @Test
    void itsOwnTimeComesFirstAndThePresentTimeNever() {
        String stated =
                XML.replace(
                        "<components>",
                        "<metadata><timestamp>2026-01-02T03:04:05+01:00</timestamp></metadata><components>");
        String unstated = JSON.replaceFirst("\"timestamp\": \"[^\"]*\",", "");

        assertThat(time(read(stated, Optional.of(Reports.IMAGE))))
                .isEqualTo("2026-01-02T02:04:05Z");
        assertThat(time(read(XML, Optional.of(Reports.IMAGE)))).isEqualTo("2026-02-01T10:00:00Z");
        assertThat(time(read(unstated, Optional.empty()))).isEqualTo("2026-02-01T10:00:00Z");
        assertThat(
                        Reports.refused(
                                        CycloneDxReport.read(
                                                XML.getBytes(StandardCharsets.UTF_8),
                                                new CycloneDxReport.Query(
                                                        Reports.common(Optional.empty()),
                                                        Optional.of(Reports.IMAGE))))
                                .remedy())
                .contains("occurredAt");
    }

    private static String time(Reading reading) {
        return Reports.event(reading).get("occurredAt").textValue();
    }

    @Test
    void manyComponentsBecomeParts() {
        String components =
                IntStream.range(0, Sbom.COMPONENTS_PER_PART + 1)
                        .mapToObj(
                                "{\"type\":\"library\",\"name\":\"c\",\"purl\":\"pkg:generic/c%d@1\"}"
                                        ::formatted)
                        .collect(Collectors.joining(","));
        Reading reading =
                read(
                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[%s]}"
                                .formatted(components),
                        Optional.of(Reports.IMAGE));

        assertThat(Reports.events(reading)).hasSize(2);
        assertThat(Reports.events(reading)).extracting(e -> e.get("id")).doesNotHaveDuplicates();
        Reports.assertAdmitted(reading);
    }

    @Test
    void aRetryIsTheSameEventAndAnotherArtifactIsNot() {
        String id = Reports.event(read(XML, Optional.of(Reports.IMAGE))).get("id").textValue();

        assertThat(Reports.event(read(XML, Optional.of(Reports.IMAGE))).get("id").textValue())
                .isEqualTo(id);
        assertThat(
                        Reports.event(read(XML, Optional.of("sha256:" + "00".repeat(32))))
                                .get("id")
                                .textValue())
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"spdxVersion\": \"SPDX-2.3\"}; not-cyclonedx",
                "{\"bomFormat\": ; not-json",
                "<bom/>; not-cyclonedx",
                "<bom; not-xml",
                "<!DOCTYPE bom [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><bom xmlns='http://cyclonedx.org/schema/bom/1.6'/>; document-type",
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\"}; no-components"
            })
    void whatCannotBeReadIsRefusedWithTheReason(String text, String rule) {
        assertThat(Reports.refused(read(text, Optional.of(Reports.IMAGE))).rule()).isEqualTo(rule);
    }

    /** The documents that have a component with a package URL, looked up by hand. */
    private static final Set<String> WITH_PURL =
            Set.of(
                    "1.6__valid-bom-1.6.json",
                    "1.6__valid-bom-1.6.xml",
                    "1.6__valid-component-identifiers-1.6.json",
                    "1.6__valid-compositions-1.6.json",
                    "1.6__valid-evidence-1.6.json",
                    "1.6__valid-license-expression-1.6.json",
                    "1.6__valid-license-name-1.6.json",
                    "1.6__valid-service-1.6.json");

    @TestFactory
    Stream<DynamicTest> realDocumentsAreReadOrHaveNoComponents() {
        return Reports.samples("cyclonedx")
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws Exception {
        Reading reading =
                CycloneDxReport.read(
                        Files.readAllBytes(file), Reports.cycloneDx(Optional.of(Reports.IMAGE)));
        String name = file.getFileName().toString();
        if (WITH_PURL.contains(name)) {
            Reports.assertAdmitted(reading);
        } else {
            assertThat(Reports.refused(reading).rule())
                    .isEqualTo(name.startsWith("VEX__") ? "vex-only" : "no-components");
            assertThat(Reports.refused(reading).field())
                    .isEqualTo(name.startsWith("VEX__") ? "/vulnerabilities" : "/components");
        }
    }
}
