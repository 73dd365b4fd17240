package dev.goldthread.api.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableReportTest {

    private static final String MAPPING =
            """
            {"delimiter": ";", "headerRow": 2, "records": [
              {"type": "requirement.recorded", "id": {"column": "Key"},
               "data": {"revision": {"column": "Rev"}, "title": {"column": "Title"},
                        "level": {"column": "Level", "values": {"SW": "SOFTWARE", "SYS": "SYSTEM"}}},
               "links": [{"relation": "refines", "to": "Requirement", "ids": {"column": "Parents"}}]},
              {"type": "testcase.recorded", "id": {"column": "Test"},
               "data": {"revision": {"value": "1"}, "title": {"column": "Test"},
                        "level": {"value": "SYSTEM"}, "purpose": {"value": "VERIFICATION"}},
               "links": [{"relation": "verifies", "to": "Requirement", "ids": {"column": "Key"},
                          "revision": {"column": "Rev"}}]}],
             "claimed": {"column": "Result", "values": {"ok": "PASSED", "nok": "FAILED"}}}
            """;

    private static final String CSV =
            """
            Trace matrix of the pump;;;;;;
            Key;Rev;Title;Level;Parents;Test;Result
            REQ-1;3;"Stops; at once";SW;"UN-1, UN-2";TC-1;ok
            REQ-1;3;"Stops; at once";SW;"UN-1, UN-2";TC-2;nok

            REQ-2;1;Says ""so"";SYS;;;
            """
                    .replace("Says \"\"so\"\"", "\"Says \"\"so\"\"\"");

    private static Mapping mapping(String text) throws UnreadableException {
        return MappingJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading read(byte[] body, String mapping) throws UnreadableException {
        return TableReport.read(
                body,
                new TableReport.Query(
                        Reports.common(Optional.of(Instant.parse("2026-02-01T10:00:00Z"))),
                        mapping(mapping)));
    }

    private static Reading read(String body, String mapping) throws UnreadableException {
        return read(body.getBytes(StandardCharsets.UTF_8), mapping);
    }

    private static List<String> targets(ObjectNode event, String relation) {
        return Reports.linked(event, relation).stream()
                .map(
                        link ->
                                link.at("/to/id").asText()
                                        + link.path("revision").asText("")
                                        + link.path("strength").asText())
                .toList();
    }

    private static void assertStory(Reading reading) {
        Reports.assertAdmitted(reading);
        List<ObjectNode> events = Reports.events(reading);
        assertThat(events)
                .extracting(
                        event ->
                                event.get("type").asText() + " " + event.at("/subject/id").asText())
                .containsExactly(
                        "requirement.recorded REQ-1",
                        "testcase.recorded TC-1",
                        "testcase.recorded TC-2",
                        "requirement.recorded REQ-2");
        assertThat(events.getFirst().at("/data/title").asText()).isEqualTo("Stops; at once");
        assertThat(events.getFirst().at("/data/level").asText()).isEqualTo("SOFTWARE");
        assertThat(events.getFirst().at("/data/revision").asText()).isEqualTo("3");
        assertThat(targets(events.getFirst(), "refines"))
                .containsExactly("UN-1DECLARED", "UN-2DECLARED");
        assertThat(targets(events.get(1), "verifies")).containsExactly("REQ-13DECLARED");
        assertThat(events.getLast().at("/data/title").asText()).isEqualTo("Says \"so\"");
    }

    @Test
    void rowsBecomeWhatTheMappingSays() throws Exception {
        Reading reading = read(CSV, MAPPING);

        assertStory(reading);
        assertThat(Reports.events(reading).getFirst().get("evidence"))
                .extracting(each -> each.get("name").asText())
                .containsExactly("table.csv", "mapping.json");
        assertThat(Reports.events(reading).getFirst().get("id").asText()).endsWith("-row-3");
    }

    @Test
    void aWorkbookSaysTheSame() throws Exception {
        String sheet =
                """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row r="1"><c r="A1" t="inlineStr"><is><t>Trace matrix</t></is></c></row>
                <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c>
                  <c r="D2" t="s"><v>3</v></c><c r="E2" t="s"><v>4</v></c><c r="F2" t="s"><v>5</v></c></row>
                <row r="3"><c r="A3" t="s"><v>6</v></c><c r="B3"><v>3</v></c><c r="C3" t="s"><v>7</v></c>
                  <c r="D3" t="str"><f>"S"</f><v>SW</v></c><c r="E3" t="s"><v>8</v></c>
                  <c r="F3" t="inlineStr"><is><r><t>TC</t></r><r><t>-1</t></r></is></c></row>
                <row r="4"><c r="A4" t="s"><v>6</v></c><c r="B4"><v>3.0000000000000001</v></c><c r="C4" t="s"><v>7</v></c>
                  <c r="D4" t="str"><v>SW</v></c><c r="E4" t="s"><v>8</v></c><c r="F4" t="str"><v>TC-2</v></c></row>
                <row r="7"><c r="A7" t="str"><v>REQ-2</v></c><c r="B7"><v>1</v></c><c r="C7" t="str"><v>Says "so"</v></c>
                  <c r="D7" t="str"><v>SYS</v></c></row>
                </sheetData></worksheet>
                """;
        String strings =
                """
                <sst><si><t>Key</t></si><si><t>Rev</t></si><si><t>Title</t></si><si><t>Level</t></si>
                <si><t>Parents</t></si><si><t>Test</t></si><si><t>REQ-1</t></si>
                <si><r><t>Stops; </t></r><r><t>at once</t></r></si><si><t>UN-1, UN-2</t></si></sst>
                """;

        assertStory(read(workbook(sheet, strings), MAPPING));
        assertThat(
                        Reports.refused(
                                        read(
                                                workbook(sheet, strings),
                                                MAPPING.replaceFirst(
                                                        "\\{", "{\"sheet\": \"None\", ")))
                                .rule())
                .isEqualTo("no-sheet");
    }

    static byte[] workbook(String sheet, String strings) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
                            + "<sheets><sheet name='Trace' sheetId='1' r:id='rId7'/></sheets></workbook>");
            put(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id='rId7' Target='worksheets/sheet1.xml'/></Relationships>");
            put(zip, "xl/sharedStrings.xml", strings);
            put(zip, "xl/worksheets/sheet1.xml", sheet);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCrosstabIsUnfolded() throws Exception {
        String mapping =
                """
                {"crosstab": {"firstColumn": "TC-1", "marks": ["x"]}, "records": [
                  {"type": "testcase.recorded", "id": {"column": "@column"},
                   "data": {"revision": {"value": "1"}, "title": {"column": "@column"},
                            "level": {"value": "UNIT"}, "purpose": {"value": "VERIFICATION"}},
                   "links": [{"relation": "verifies", "to": "RiskControl", "ids": {"column": "Control"}}]}]}
                """;
        Reading reading = read("Control,TC-1,TC-2\nRC-1,x,x\nRC-2,,x\nRC-3,-,\n", mapping);

        Reports.assertAdmitted(reading);
        assertThat(Reports.events(reading))
                .extracting(event -> event.at("/subject/id").asText() + targets(event, "verifies"))
                .containsExactly("TC-1[RC-1DECLARED]", "TC-2[RC-1DECLARED, RC-2DECLARED]");
    }

    @Test
    void hazardsAndControlsComeFromTablesToo() throws Exception {
        String mapping =
                """
                {"charset": "windows-1252", "records": [
                  {"type": "hazard.recorded", "id": {"column": "Hazard"},
                   "data": {"revision": {"value": "2"}, "title": {"column": "What"},
                            "severity": {"column": "Severity"}, "residualRisk": {"value": "NOT_EVALUATED"}}},
                  {"type": "control.changed", "id": {"column": "Control"},
                   "data": {"revision": {"value": "2"}, "title": {"column": "Measure"}},
                   "links": [{"relation": "mitigates", "to": "Hazard", "ids": {"column": "Hazard"}}]}]}
                """;
        Reading reading =
                read(
                        "Hazard,What,Severity,Control,Measure\nHZ-1,Überdosis,CRITICAL,RC-1,Grenze\n"
                                .getBytes(Charset.forName("windows-1252")),
                        mapping);

        Reports.assertAdmitted(reading);
        assertThat(Reports.events(reading).getFirst().at("/data/title").asText())
                .isEqualTo("Überdosis");
        assertThat(targets(Reports.events(reading).getLast(), "mitigates"))
                .containsExactly("HZ-1DECLARED");
    }

    @Test
    void aMatrixMakesClaims() throws Exception {
        assertThat(MatrixClaims.read(CSV.getBytes(StandardCharsets.UTF_8), mapping(MAPPING)))
                .containsExactly(
                        new MatrixClaims.Claim(
                                3,
                                "TC-1",
                                "verifies",
                                "Requirement",
                                "REQ-1",
                                Optional.of("PASSED")),
                        new MatrixClaims.Claim(
                                4,
                                "TC-2",
                                "verifies",
                                "Requirement",
                                "REQ-1",
                                Optional.of("FAILED")));
    }

    @Test
    void wrongTablesAreRefusedWithTheRow() throws Exception {
        assertRefused(
                CSV.replace("TC-2;nok", "TC-2;nok\nREQ-1;4;x;SW;;;"), "row-conflict", "row 5");
        assertRefused(CSV.replace(";SYS;", ";HW;"), "unmapped-value", "row 6, column Level");
        assertRefused(CSV.replace("Key;Rev;Title", "Key;Key;Title"), "duplicate-column", "row 2");
        assertRefused(
                CSV.replace("Key;Rev;Title", "Key;Revision;Title"), "unknown-column", "column Rev");
        assertRefused("one line", "no-header", "row 2");
        assertRefused("\n\n\"open", "not-csv", "row 3");
        assertThat(Reports.refused(read(new byte[] {'a', (byte) 0xFC, '\n'}, MAPPING)).rule())
                .isEqualTo("wrong-charset");
    }

    private static void assertRefused(String csv, String rule, String field) throws Exception {
        assertThat(Reports.refused(read(csv, MAPPING)).rule()).isEqualTo(rule);
        assertThat(Reports.refused(read(csv, MAPPING)).field()).isEqualTo(field);
    }

    @Test
    void hostileTablesAreRefused() throws Exception {
        String wide =
                IntStream.range(0, 1_001).mapToObj(i -> "c" + i).collect(Collectors.joining(";"));
        assertThat(Reports.refused(read(wide, MAPPING)).rule()).isEqualTo("too-large");
        assertThat(Reports.refused(read("\n".repeat(Table.ROWS_MAX + 1), MAPPING)).rule())
                .isEqualTo("too-large");
        for (String sheet :
                List.of(
                        "<worksheet><sheetData><row><c r='ZZZZZZZ1'><v>1</v></c></row></sheetData></worksheet>",
                        "<worksheet><sheetData><row><c r='A1'><v>1E999999999</v></c></row><row/></sheetData></worksheet>",
                        "<worksheet><sheetData><row><c t='s'><v>99</v></c></row></sheetData></worksheet>",
                        "<!DOCTYPE a [<!ENTITY a 'aaaa'>]><worksheet><sheetData/></worksheet>",
                        "<a>".repeat(10_000))) {
            assertThat(read(workbook(sheet, "<sst/>"), MAPPING))
                    .isInstanceOf(Reading.Refused.class);
        }
        assertThat(Reports.refused(read(new byte[] {'P', 'K', 3, 4, 0, 0}, MAPPING)).rule())
                .isIn("not-zip", "not-excel");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing | mapping /records",
                "{\"records\": [], \"colour\": 1} | unknown-member | mapping /colour",
                "{\"delimiter\": \"ab\", \"records\": [{\"type\": \"hazard.changed\", \"id\": {\"column\": \"a\"}}]} | delimiter-form | mapping /delimiter",
                "{\"charset\": \"klingon\", \"records\": [{\"type\": \"hazard.changed\", \"id\": {\"column\": \"a\"}}]} | unknown-charset | mapping /charset",
                "{\"records\": [{\"type\": \"release.created\", \"id\": {\"column\": \"a\"}}]} | unknown-symbol | mapping /records/0/type",
                "{\"records\": [{\"type\": \"hazard.changed\", \"id\": {}}]} | missing | mapping /records/0/id",
                "[] | not-an-object | mapping ",
                "{\"records\": 1, \"records\": 2} | duplicate-member | /records"
            })
    void aMappingThatIsNoneIsRefusedWithTheSpot(String text, String rule, String field) {
        assertThatThrownBy(() -> mapping(text))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> {
                            assertThat(e.violation().rule()).isEqualTo(rule);
                            assertThat(e.violation().field().strip()).isEqualTo(field.strip());
                        });
    }
}
