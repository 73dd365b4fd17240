package dev.goldthread.api.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JUnitReportTest {

    private static final String SUITES =
            """
            <testsuites>
              <testsuite name="outer" timestamp="2026-02-21T09:30:00" time="90.5">
                <properties><property name="os" value="linux"/></properties>
                <testsuite name="inner">
                  <testcase classname="pump.Rate" name="stops"/>
                  <testcase name="no class"/>
                  <testcase classname="pump.Rate" name="fails"><failure message="m">t</failure></testcase>
                  <testcase classname="pump.Rate" name="breaks"><error/></testcase>
                  <testcase classname="pump.Rate" name="skipped"><skipped/></testcase>
                  <testcase classname="pump.Rate" name="disabled" status="disabled"/>
                  <testcase classname="pump.Rate" name="flaky"><flakyFailure/></testcase>
                  <testcase classname="pump.Rate" name="never passed"><failure/><rerunFailure/></testcase>
                  <testcase classname="pump.Rate" name="named">
                    <properties>
                      <property name="test_case" value="TC-9"/>
                      <property name="test_revision" value="4"/>
                    </properties>
                  </testcase>
                </testsuite>
              </testsuite>
            </testsuites>
            """;

    private static Reading read(String xml, JUnitReport.Query query) {
        return JUnitReport.read(xml.getBytes(StandardCharsets.UTF_8), query);
    }

    private static Reading read(String xml) {
        return read(xml, Reports.junit(Reports.IMAGE));
    }

    @Test
    void everyCaseHasItsOutcome() {
        Reading reading = read(SUITES);

        assertThat(Reports.outcomes(reading))
                .containsOnly(
                        entry("pump.Rate#stops", "PASSED"),
                        entry("inner#no class", "PASSED"),
                        entry("pump.Rate#fails", "FAILED"),
                        entry("pump.Rate#breaks", "ERROR"),
                        entry("pump.Rate#skipped", "SKIPPED"),
                        entry("pump.Rate#disabled", "SKIPPED"),
                        entry("pump.Rate#flaky", "FLAKY"),
                        entry("pump.Rate#never passed", "FAILED"),
                        entry("TC-9", "PASSED"));
        Reports.assertAdmitted(reading);
    }

    @Test
    void theRunHasItsTimesCountsAndBody() {
        ObjectNode event = Reports.event(read(SUITES));

        assertThat(event.get("type").textValue()).isEqualTo("testrun.finished");
        assertThat(event.get("occurredAt").textValue()).isEqualTo("2026-02-21T09:31:30.500Z");
        assertThat(event.at("/data/startedAt").textValue()).isEqualTo("2026-02-21T09:30:00Z");
        assertThat(event.at("/data/outcome").textValue()).isEqualTo("ERROR");
        assertThat(event.at("/data/counts").toString())
                .isEqualTo("{\"passed\":3,\"failed\":2,\"errors\":1,\"skipped\":2,\"flaky\":1}");
        assertThat(event.at("/evidence/0/sizeBytes").asInt()).isEqualTo(SUITES.length());
        assertThat(event.at("/actor/kind").textValue()).isEqualTo("SYSTEM");
    }

    @ParameterizedTest
    @CsvSource({
        "sha256:abababababababababababababababababababababababababababababababab, Artifact, sha256:abababababababababababababababababababababababababababababababab",
        "model:sha256:abababababababababababababababababababababababababababababababab, Model, sha256:abababababababababababababababababababababababababababababababab",
        "commit:21d9835f50db844ad9bf3d95f2c5b4114076b680, Commit, 21d9835f50db844ad9bf3d95f2c5b4114076b680",
        "build:ci#7, Build, ci#7"
    })
    void itSaysWhatItRanOn(String tests, String type, String id) {
        Reading reading = read(SUITES, Reports.junit(tests));

        assertThat(Reports.linked(Reports.event(reading), "tests"))
                .singleElement()
                .satisfies(
                        link -> {
                            assertThat(link.at("/to/type").textValue()).isEqualTo(type);
                            assertThat(link.at("/to/id").textValue()).isEqualTo(id);
                        });
        Reports.assertAdmitted(reading);
    }

    @Test
    void aRetryIsTheSameEventAndAnotherDigestIsNot() {
        String id = Reports.event(read(SUITES)).get("id").textValue();

        assertThat(Reports.event(read(SUITES)).get("id").textValue()).isEqualTo(id);
        assertThat(Reports.event(read(SUITES, Reports.junit("build:ci#7"))).get("id").textValue())
                .isNotEqualTo(id);
        assertThat(Reports.event(read(SUITES + " ")).get("id").textValue()).isNotEqualTo(id);
    }

    @Test
    void theQueryNamesTheRunAndThePlace() {
        JUnitReport.Query query =
                new JUnitReport.Query(
                        Reports.common(Optional.empty()),
                        List.of(Reports.IMAGE),
                        Optional.of("bench-4"),
                        Optional.of("run-7"));
        Reading reading = read(SUITES, query);

        assertThat(Reports.event(reading).at("/subject/id").textValue()).isEqualTo("run-7");
        assertThat(Reports.linked(Reports.event(reading), "in")).hasSize(1);
        Reports.assertAdmitted(reading);
    }

    @Test
    void manyCasesBecomePartsOfOneRun() {
        String cases =
                IntStream.range(0, 2 * JUnitReport.CASES_PER_PART + 1)
                        .mapToObj("<testcase classname='c' name='n%d'/>"::formatted)
                        .collect(Collectors.joining());
        Reading reading = read("<testsuite>" + cases + "</testsuite>");

        assertThat(Reports.events(reading)).hasSize(3);
        assertThat(Reports.events(reading)).extracting(e -> e.get("id")).doesNotHaveDuplicates();
        assertThat(Reports.events(reading))
                .extracting(e -> e.at("/subject/id").textValue())
                .containsOnly(Reports.events(reading).getFirst().at("/subject/id").textValue());
        assertThat(Reports.events(reading))
                .extracting(e -> e.at("/data/part").toString())
                .containsExactly(
                        "{\"number\":1,\"total\":3}",
                        "{\"number\":2,\"total\":3}",
                        "{\"number\":3,\"total\":3}");
        assertThat(Reports.outcomes(reading)).hasSize(2 * JUnitReport.CASES_PER_PART + 1);
        Reports.assertAdmitted(reading);
    }

    @Test
    void aCaseThatIsThereTwiceIsAsGoodAsItsWorst() {
        Reading reading =
                read(
                        "<testsuite><testcase classname='c' name='n'/>"
                                + "<testcase classname='c' name='n'><failure/></testcase></testsuite>");

        assertThat(Reports.outcomes(reading)).containsOnly(entry("c#n", "FAILED"));
        assertThat(Reports.event(reading).at("/data/counts/passed").asInt()).isZero();
    }

    @Test
    void withoutAnyTimeItIsRefused() {
        JUnitReport.Query query =
                new JUnitReport.Query(
                        Reports.common(Optional.empty()),
                        List.of(Reports.IMAGE),
                        Optional.empty(),
                        Optional.empty());
        String xml = "<testsuite time='60'><testcase classname='c' name='n'/></testsuite>";

        assertThat(Reports.refused(read(xml, query)).remedy()).contains("occurredAt");
        assertThat(Reports.event(read(xml)).at("/data/startedAt").textValue())
                .as("the query's time is the end")
                .isEqualTo(Instant.parse("2026-02-01T09:59:00Z").toString());
    }

    @Test
    void withoutWhatItRanOnItIsRefused() {
        assertThat(Reports.refused(read(SUITES, Reports.junit())).rule())
                .isEqualTo("required-link");
    }

    @ParameterizedTest
    @CsvSource({
        "<testsuites/>, no-cases",
        "<testsuite tests='3'/>, no-cases",
        "<TestRun/>, not-junit",
        "<testsuite><testcase classname='c'/></testsuite>, missing-name",
        "<testsuite><testcase, not-xml",
        "plain text, not-xml",
        "<testsuite timestamp='yesterday'/>, time-form",
        "<!DOCTYPE testsuite><testsuite/>, document-type",
        "<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><testsuite name='a'><testcase name='&x;'/></testsuite>, document-type",
        "<testsuite><testcase name='n'>&x;</testcase></testsuite>, not-xml"
    })
    void whatCannotBeReadIsRefusedWithTheReason(String xml, String rule) {
        assertThat(Reports.refused(read(xml)).rule()).isEqualTo(rule);
    }

    @Test
    void propertiesSayWhatACaseVerifies() {
        Reading reading =
                read(
                        """
                        <testsuites>
                          <properties><property name="test_level" value="system"/></properties>
                          <testsuite name="rate" timestamp="2026-02-21T09:30:00Z" time="1">
                            <testcase classname="pump.Rate" name="stops">
                              <properties>
                                <property name="requirements" value="REQ-1@3, REQ-2"/>
                                <property name="risk_control">RC-4</property>
                                <property name="Test.Revision" value="7"/>
                              </properties>
                            </testcase>
                            <testcase classname="pump.Rate" name="of suite"/>
                            <properties>
                              <property name="java.version" value="25"/>
                              <property name="requirement" value="REQ-9"/>
                            </properties>
                          </testsuite>
                          <testsuite name="other"><testcase name="says nothing"/></testsuite>
                        </testsuites>
                        """,
                        Reports.junit("commit:21d9835f50db844ad9bf3d95f2c5b4114076b680"));

        Reports.assertAdmitted(reading);
        ObjectNode run = Reports.events(reading).getFirst();
        assertThat(Reports.linked(run, "executes"))
                .extracting(link -> link.path("revision").asText("none"))
                .containsExactly("7", "21d9835f50db844ad9bf3d95f2c5b4114076b680", "none");
        List<ObjectNode> cases = Reports.events(reading).subList(1, Reports.events(reading).size());
        assertThat(cases)
                .extracting(event -> event.at("/subject/id").textValue())
                .containsExactly("pump.Rate#stops", "pump.Rate#of suite");
        assertThat(verified(cases.getFirst()))
                .containsExactly(
                        "Requirement REQ-1 3 DECLARED",
                        "Requirement REQ-2 - DECLARED",
                        "RiskControl RC-4 - DECLARED",
                        "Requirement REQ-9 - DECLARED");
        assertThat(verified(cases.getLast())).containsExactly("Requirement REQ-9 - DECLARED");
        assertThat(cases.getFirst().get("data").toString())
                .isEqualTo(
                        "{\"revision\":\"7\",\"title\":\"stops\",\"level\":\"SYSTEM\",\"purpose\":\"VERIFICATION\",\"execution\":\"AUTOMATED\"}");
    }

    private static List<String> verified(ObjectNode event) {
        return Reports.linked(event, "verifies").stream()
                .map(
                        link ->
                                "%s %s %s %s"
                                        .formatted(
                                                link.at("/to/type").textValue(),
                                                link.at("/to/id").textValue(),
                                                link.path("revision").asText("-"),
                                                link.get("strength").textValue()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "; ; ?level",
                "UNIT; ; ?testRevision",
                "HARDWARE; 1; ?level",
            })
    void whatACaseVerifiesNeedsLevelAndRevision(String level, String revision, String field) {
        JUnitReport.Query query =
                new JUnitReport.Query(
                        Reports.junit(Reports.IMAGE).common(),
                        List.of(Reports.IMAGE),
                        Optional.empty(),
                        Optional.empty(),
                        new TestCaseDefaults(
                                Optional.ofNullable(level),
                                field.equals("?level")
                                        ? Optional.of("1")
                                        : Optional.ofNullable(revision)));
        String xml =
                "<testsuite><testcase name='n'><properties>"
                        + "<property name='requirement' value='REQ-1'/></properties></testcase></testsuite>";

        assertThat(Reports.refused(read(xml, query)).field()).isEqualTo(field);
    }

    @Test
    void aCaseThatVerifiesEverythingIsRefused() {
        String all =
                IntStream.rangeClosed(1, 101)
                        .mapToObj(i -> "REQ-" + i)
                        .collect(Collectors.joining(","));
        Reading reading =
                read(
                        "<testsuite><testcase name='n'><properties><property name='requirements' value='%s'/></properties></testcase></testsuite>"
                                .formatted(all));

        assertThat(Reports.refused(reading).rule()).isEqualTo("too-many-requirements");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2026-02-21T09:30:00; 2026-02-21T09:30:00Z",
                "2026-02-21T09:30:00.123456; 2026-02-21T09:30:00.123456Z",
                "2026-02-21T09:30:00Z; 2026-02-21T09:30:00Z",
                "2026-02-21T09:30:00+01:00; 2026-02-21T08:30:00Z",
                "2026-02-21T09:30:00+0100; 2026-02-21T08:30:00Z",
                "2026-02-21T09:30:00-05; 2026-02-21T14:30:00Z",
                "2026-02-21 09:30:00; 2026-02-21T09:30:00Z",
                "2026-02-21 09:30:00 +0100; 2026-02-21T08:30:00Z",
                "2026-02-21 09:30:00 UTC; 2026-02-21T09:30:00Z",
                "2026-02-21T09:30:00,5; 2026-02-21T09:30:00.500Z",
                "2026-02-21T09:30; 2026-02-21T09:30:00Z",
                "Sat, 21 Feb 2026 09:30:00 GMT; 2026-02-21T09:30:00Z",
                "Sat Feb 21 09:30:00 2026; 2026-02-21T09:30:00Z",
                "Sun Feb  1 09:30:00 2026; 2026-02-01T09:30:00Z",
                "1771666200; 2026-02-21T09:30:00Z",
                "1771666200250; 2026-02-21T09:30:00.250Z",
                "1771666200.25; 2026-02-21T09:30:00.250Z"
            })
    void timeStampsComeInManyForms(String text, String time) {
        Reading reading =
                read("<testsuite timestamp='%s'><testcase name='n'/></testsuite>".formatted(text));

        assertThat(Reports.event(reading).get("occurredAt").textValue())
                .isEqualTo(Instant.parse(time).toString());
    }

    @ParameterizedTest
    @CsvSource({"3/5/2021 10:00:00", "2026-02-21", "12345", "2026-13-01T00:00:00"})
    void aTimeThatCanBeReadInTwoWaysIsRefusedWithItsLine(String text) {
        Reading reading =
                read("<testsuites>\n<testsuite timestamp='%s'/></testsuites>".formatted(text));

        assertThat(Reports.refused(reading).rule()).isEqualTo("time-form");
        assertThat(Reports.refused(reading).field()).isEqualTo("line 2");
    }

    @Test
    void aCasesTimesCountWhenNoSuiteHasAny() {
        Reading reading =
                read(
                        "<testsuite><testcase name='a' timestamp='2026-02-21T09:30:00' time='2'/>"
                                + "<testcase name='b' timestamp='2026-02-21T09:30:01' time='3'/></testsuite>");

        assertThat(Reports.event(reading).at("/data/startedAt").textValue())
                .isEqualTo("2026-02-21T09:30:00Z");
        assertThat(Reports.event(reading).get("occurredAt").textValue())
                .isEqualTo("2026-02-21T09:30:04Z");
    }

    /** Counted by hand: passed, failed, errors (suites' own included), skipped, flaky. */
    private static final Map<String, List<Integer>> COUNTS =
            Map.ofEntries(
                    Map.entry("JENKINS-48583__TESTS-TestSuites.xml", List.of(3, 0, 0, 0, 0)),
                    Map.entry("SKIPPED_MESSAGE__afterSkippedResult.xml", List.of(0, 0, 1, 0, 0)),
                    Map.entry("SKIPPED_MESSAGE__skippedTestResult.xml", List.of(0, 0, 0, 1, 0)),
                    Map.entry("bazel__suite-logs.xml", List.of(0, 0, 1, 0, 0)),
                    Map.entry("jest__jest-junit.xml", List.of(2, 0, 0, 0, 0)),
                    Map.entry("junit-report-bad-duration.xml", List.of(1, 0, 0, 0, 0)),
                    Map.entry("junit-report-nested-testsuites.xml", List.of(2, 0, 1, 0, 0)),
                    Map.entry("junit.multiresult.xml", List.of(1, 1, 1, 1, 0)),
                    Map.entry("testsuite-in-testsuite.xml", List.of(5, 0, 0, 0, 0)),
                    Map.entry("with-xml-entities.xml", List.of(0, 1, 1, 2, 0)),
                    Map.entry("xunit__xunit.xml", List.of(2, 0, 0, 0, 0)));

    private static final Map<String, String> REFUSED =
            Map.of(
                    "no-cases-but-tests.xml", "no-cases",
                    "testXxe-oob.xml", "not-xml",
                    "trx__mstest__pickles.trx", "not-junit",
                    "nunit__nunit3__jenkins__NUnit-correct.xml", "not-junit",
                    "junit-report-empty-testcasename.xml", "missing-name");

    @TestFactory
    Stream<DynamicTest> reportsOfRealToolsAreReadOrRefusedWithAReason() {
        return Reports.samples("junit")
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws Exception {
        Reading reading = JUnitReport.read(Files.readAllBytes(file), Reports.junit(Reports.IMAGE));
        String name = file.getFileName().toString();
        if (REFUSED.containsKey(name)) {
            assertThat(Reports.refused(reading).rule()).isEqualTo(REFUSED.get(name));
            return;
        }
        Reports.assertAdmitted(reading);
        if (COUNTS.containsKey(name)) {
            JsonNode counts = Reports.event(reading).at("/data/counts");
            assertThat(
                            Stream.of("passed", "failed", "errors", "skipped", "flaky")
                                    .map(each -> counts.get(each).asInt())
                                    .toList())
                    .isEqualTo(COUNTS.get(name));
        }
    }
}
