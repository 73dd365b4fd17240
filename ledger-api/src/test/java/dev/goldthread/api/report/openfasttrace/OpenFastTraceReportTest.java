package dev.goldthread.api.report.openfasttrace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class OpenFastTraceReportTest {

    private static final String SPECIFICATION =
            """
            # Rate

            ## Limit the rate
            `dsn~rate.limit~3`

            Above the limit the pump refuses.

            Rationale:
            The valve bears no more.

            Covers:

            * `req~rate~2`
            + [safe](#safe) `feat~safe~1`

            Needs: impl, utest

            ### Old way
            `req~old~1`
            Status: rejected

            An example is no item:

            ```
            `req~example~1`
            ```
            """;

    private static final String CODE =
            """
            // [impl->dsn~rate.limit~3]
            // [ impl -> dsn~rate.limit~2 ] is of another revision
            int list[] = map[a->b];
            """;

    private static final String TEST =
            """
            // [utest->dsn~rate.limit~3>>itest]
            # [itest~whole-way~4->req~rate~2] [utest->req~rate~2]
            """;

    private static Reading read(Map<String, String> files, String... levels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return read(out.toByteArray(), levels);
    }

    private static Reading read(byte[] body, String... levels) {
        return OpenFastTraceReport.read(
                body,
                new OpenFastTraceReport.Query(
                        Reports.common(Optional.of(Instant.parse("2026-02-01T10:00:00Z"))),
                        "requirement.recorded",
                        List.of(levels),
                        "spec.md"));
    }

    private static List<String> targets(ObjectNode event, String relation) {
        return Reports.linked(event, relation).stream()
                .map(link -> link.at("/to/id").asText() + "@" + link.path("revision").asText())
                .toList();
    }

    @Test
    void itemsAndTagsBecomeRequirementsAndTests() throws Exception {
        Reading reading =
                read(
                        Map.of(
                                "doc/spec.md", SPECIFICATION,
                                "src/Rate.java", CODE,
                                "src/test/rate_test.py", TEST));

        Reports.assertAdmitted(reading);
        List<ObjectNode> events = Reports.events(reading);
        assertThat(events)
                .extracting(
                        event ->
                                event.get("type").asText() + " " + event.at("/subject/id").asText())
                .containsExactly(
                        "requirement.recorded dsn~rate.limit",
                        "requirement.retired req~old",
                        "testcase.recorded utest~src/test/rate_test.py",
                        "testcase.recorded itest~whole-way");
        ObjectNode limit = events.getFirst();
        assertThat(limit.get("data").toString())
                .isEqualTo(
                        "{\"revision\":\"3\",\"title\":\"Limit the rate\",\"level\":\"SOFTWARE\","
                                + "\"statement\":\"Above the limit the pump refuses.\"}");
        assertThat(targets(limit, "refines")).containsExactly("req~rate@2", "feat~safe@1");
        assertThat(limit.get("labels").toString())
                .isEqualTo(
                        "{\"at\":\"doc/spec.md:4\",\"implementation-tags\":\"1\",\"needs\":\"impl, utest\"}");
        assertThat(targets(events.get(2), "verifies"))
                .containsExactly("dsn~rate.limit@3", "req~rate@2");
        assertThat(events.get(2).at("/data/level").asText()).isEqualTo("UNIT");
        assertThat(events.getLast().at("/data/revision").asText()).isEqualTo("4");
        assertThat(events.getLast().at("/data/level").asText()).isEqualTo("INTEGRATION");
    }

    @Test
    void aFileAloneIsReadToo() {
        Reading reading = read(SPECIFICATION.getBytes(StandardCharsets.UTF_8));

        assertThat(Reports.events(reading)).hasSize(2);
    }

    @Test
    void whatIsNotClearIsRefusedWithTheSpot() throws Exception {
        Reading twice = read(Map.of("a.md", SPECIFICATION, "b.md", SPECIFICATION));
        assertThat(Reports.refused(twice).rule()).isEqualTo("duplicate-item");
        assertThat(Reports.refused(twice).field()).isEqualTo("b.md:4");

        String other = "`law~x~1`\n";
        assertThat(Reports.refused(read(Map.of("a.md", other))).rule()).isEqualTo("unknown-level");
        assertThat(Reports.refused(read(Map.of("a.md", other))).field()).isEqualTo("a.md:1");
        assertThat(Reports.events(read(Map.of("a.md", other), "law:DESIGN_INPUT"))).hasSize(1);

        assertThat(Reports.refused(read(Map.of("Rate.java", CODE))).rule()).isEqualTo("no-content");
        assertThat(Reports.refused(read(new byte[] {(byte) 0xC3, 0x28})).rule())
                .isEqualTo("wrong-charset");
    }

    @Test
    void onlyFilesThatSaySomethingAreChosen() {
        assertThat(OpenFastTraceReport.says("a.md", SPECIFICATION.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(OpenFastTraceReport.says("a.java", CODE.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(
                        OpenFastTraceReport.says(
                                "a.java", "int a[] = b;".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }
}
