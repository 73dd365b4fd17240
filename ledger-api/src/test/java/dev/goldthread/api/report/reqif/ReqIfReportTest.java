package dev.goldthread.api.report.reqif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.Reports;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReqIfReportTest {

    private static final String DOCUMENT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"
                    xmlns:xhtml="http://www.w3.org/1999/xhtml">
              <THE-HEADER><REQ-IF-HEADER IDENTIFIER="h"><CREATION-TIME>2026-02-21T10:30:00+01:00</CREATION-TIME>
              </REQ-IF-HEADER></THE-HEADER>
              <CORE-CONTENT><REQ-IF-CONTENT>
                <SPEC-TYPES>
                  <SPEC-OBJECT-TYPE IDENTIFIER="t1" LONG-NAME="Software Requirement"><SPEC-ATTRIBUTES>
                    <ATTRIBUTE-DEFINITION-STRING IDENTIFIER="a-id" LONG-NAME="ReqIF.ForeignID"/>
                    <ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="a-text" LONG-NAME="ReqIF.Text"/>
                    <ATTRIBUTE-DEFINITION-STRING IDENTIFIER="a-name" LONG-NAME="ReqIF.Name"/>
                    <ATTRIBUTE-DEFINITION-STRING IDENTIFIER="a-chapter" LONG-NAME="ReqIF.ChapterName"/>
                    <ATTRIBUTE-DEFINITION-STRING IDENTIFIER="a-rev" LONG-NAME="ReqIF.ForeignRevision"/>
                  </SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>
                  <SPEC-OBJECT-TYPE IDENTIFIER="t2" LONG-NAME="User Need"/>
                  <SPEC-RELATION-TYPE IDENTIFIER="r1" LONG-NAME="Satisfies"/>
                  <SPEC-RELATION-TYPE IDENTIFIER="r2" LONG-NAME="conflicts with"/>
                </SPEC-TYPES>
                <SPEC-OBJECTS>
                  <SPEC-OBJECT IDENTIFIER="o-heading" LONG-NAME="h" LAST-CHANGE="2026-01-01T00:00:00Z"><VALUES>
                    <ATTRIBUTE-VALUE-STRING THE-VALUE="1 Flow"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>a-chapter</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>
                  </VALUES><TYPE><SPEC-OBJECT-TYPE-REF>t1</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>
                  <SPEC-OBJECT IDENTIFIER="o-1" LAST-CHANGE="2026-01-02T00:00:00Z"><VALUES>
                    <ATTRIBUTE-VALUE-STRING THE-VALUE="SRS-1"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>a-id</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>
                    <ATTRIBUTE-VALUE-STRING THE-VALUE="4"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>a-rev</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>
                    <ATTRIBUTE-VALUE-XHTML><DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>a-text</ATTRIBUTE-DEFINITION-XHTML-REF></DEFINITION>
                      <THE-VALUE><xhtml:div>The pump <xhtml:b>stops</xhtml:b> at once.</xhtml:div></THE-VALUE></ATTRIBUTE-VALUE-XHTML>
                  </VALUES><TYPE><SPEC-OBJECT-TYPE-REF>t1</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>
                  <SPEC-OBJECT IDENTIFIER="UN-7" LONG-NAME="Safe stop" LAST-CHANGE="2026-01-03T00:00:00Z">
                    <TYPE><SPEC-OBJECT-TYPE-REF>t2</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>
                </SPEC-OBJECTS>
                <SPEC-RELATIONS>
                  <SPEC-RELATION IDENTIFIER="x1"><TYPE><SPEC-RELATION-TYPE-REF>r1</SPEC-RELATION-TYPE-REF></TYPE>
                    <SOURCE><SPEC-OBJECT-REF>o-1</SPEC-OBJECT-REF></SOURCE><TARGET><SPEC-OBJECT-REF>UN-7</SPEC-OBJECT-REF></TARGET></SPEC-RELATION>
                  <SPEC-RELATION IDENTIFIER="x2"><TYPE><SPEC-RELATION-TYPE-REF>r2</SPEC-RELATION-TYPE-REF></TYPE>
                    <SOURCE><SPEC-OBJECT-REF>UN-7</SPEC-OBJECT-REF></SOURCE><TARGET><SPEC-OBJECT-REF>o-1</SPEC-OBJECT-REF></TARGET></SPEC-RELATION>
                </SPEC-RELATIONS>
              </REQ-IF-CONTENT></CORE-CONTENT>
            </REQ-IF>
            """;

    private static ReqIfReport.Query query(String... levels) {
        return new ReqIfReport.Query(
                Reports.common(Optional.empty()),
                "requirement.recorded",
                List.of(levels),
                List.of());
    }

    private static Reading read(String text, String... levels) {
        return ReqIfReport.read(text.getBytes(StandardCharsets.UTF_8), query(levels));
    }

    private static void assertStory(Reading reading) {
        Reports.assertAdmitted(reading);
        List<ObjectNode> events = Reports.events(reading);
        assertThat(events)
                .extracting(event -> event.at("/subject/id").asText())
                .as("headings are left out")
                .containsExactly("SRS-1", "UN-7");
        assertThat(events.getFirst().get("data").toString())
                .isEqualTo(
                        "{\"revision\":\"4\",\"title\":\"The pump stops at once.\",\"level\":\"SOFTWARE\","
                                + "\"statement\":\"The pump stops at once.\"}");
        assertThat(events.getLast().get("data").toString())
                .isEqualTo(
                        "{\"revision\":\"2026-01-03T00:00:00Z\",\"title\":\"Safe stop\",\"level\":\"USER_NEED\"}");
        assertThat(events.getFirst().get("occurredAt").asText()).isEqualTo("2026-02-21T09:30:00Z");
        assertThat(Reports.linked(events.getFirst(), "refines"))
                .extracting(link -> link.at("/to/id").asText() + link.get("strength").asText())
                .containsExactly("UN-7DECLARED");
        assertThat(events.getLast().get("links")).isEmpty();
    }

    @Test
    void specObjectsBecomeRequirements() {
        assertStory(read(DOCUMENT, "User Need:USER_NEED", "software"));
    }

    @Test
    void anArchiveIsReadToo() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("picture.png"));
            zip.write(new byte[] {1, 2});
            zip.putNextEntry(new ZipEntry("a.reqif"));
            zip.write(DOCUMENT.getBytes(StandardCharsets.UTF_8));
        }

        assertStory(ReqIfReport.read(out.toByteArray(), query("User Need:USER_NEED", "SOFTWARE")));
    }

    @Test
    void aLevelIsNotGuessed() {
        Reading reading = read(DOCUMENT, "User Need:USER_NEED");

        assertThat(Reports.refused(reading).rule()).isEqualTo("unknown-level");
        assertThat(Reports.refused(reading).field()).startsWith("document, line ");
        assertThat(Reports.refused(read(DOCUMENT, "HARDWARE")).field()).isEqualTo("?level");
    }

    @ParameterizedTest
    @CsvSource({
        "<REQ-IF/>, no-content",
        "<reqif/>, not-reqif",
        "<REQ-IF>, not-xml",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><REQ-IF/>, document-type",
        "<REQ-IF><SPEC-OBJECT/></REQ-IF>, missing"
    })
    void whatCannotBeReadIsRefusedWithTheReason(String text, String rule) {
        Reading reading =
                read(
                        text.replace(
                                        "<REQ-IF>",
                                        "<REQ-IF><CREATION-TIME>2026-02-21T10:30:00Z</CREATION-TIME>")
                                .replace(
                                        "<REQ-IF/>",
                                        "<REQ-IF><CREATION-TIME>2026-02-21T10:30:00Z</CREATION-TIME></REQ-IF>"),
                        "SOFTWARE");

        assertThat(Reports.refused(reading).rule()).isEqualTo(rule);
    }
}
