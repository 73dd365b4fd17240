package dev.goldthread.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.report.openfasttrace.OpenFastTraceReport;
import dev.goldthread.api.report.reqif.ReqIfReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever comes, a reader answers: it neither throws nor reads something into it. */
class HostileInputTest {

    private static final int DEEP = 10_000;

    static final Map<String, Function<byte[], Reading>> READERS = readers();

    private static Map<String, Function<byte[], Reading>> readers() {
        ReportQuery common = Reports.common(Optional.of(Instant.parse("2026-02-01T10:00:00Z")));
        Optional<String> image = Optional.of(Reports.IMAGE);
        Map<String, Function<byte[], Reading>> readers = new LinkedHashMap<>();
        readers.put("junit", body -> JUnitReport.read(body, Reports.junit(Reports.IMAGE)));
        readers.put("cyclonedx", body -> CycloneDxReport.read(body, Reports.cycloneDx(image)));
        readers.put("spdx", body -> SpdxReport.read(body, new SpdxReport.Query(common, image)));
        readers.put(
                "sarif",
                body ->
                        SarifReport.read(
                                body,
                                new SarifReport.Query(
                                        common,
                                        List.of(Reports.IMAGE),
                                        Optional.of("SAST"),
                                        List.of("HIGH:0"))));
        readers.put(
                "reqif",
                body ->
                        ReqIfReport.read(
                                body,
                                new ReqIfReport.Query(
                                        common,
                                        "requirement.recorded",
                                        List.of("SOFTWARE"),
                                        List.of())));
        readers.put(
                "openfasttrace",
                body ->
                        OpenFastTraceReport.read(
                                body,
                                new OpenFastTraceReport.Query(
                                        common, "requirement.recorded", List.of(), "a.md")));
        return readers;
    }

    private static Map<String, byte[]> bodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("nothing", new byte[0]);
        bodies.put("zeros", new byte[1000]);
        bodies.put("deep XML", bytes("<testsuite>".repeat(DEEP)));
        bodies.put(
                "deep closed XML", bytes("<testsuite>".repeat(DEEP) + "</testsuite>".repeat(DEEP)));
        bodies.put(
                "deep ReqIF",
                bytes("<REQ-IF>" + "<a>".repeat(DEEP) + "</a>".repeat(DEEP) + "</REQ-IF>"));
        bodies.put("deep JSON", bytes("{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)));
        bodies.put("deep array", bytes("[".repeat(DEEP)));
        bodies.put("huge number", bytes("{\"version\":" + "9".repeat(100_000) + "}"));
        bodies.put("huge exponent", bytes("{\"version\": 1e999999999}"));
        bodies.put("two members", bytes("{\"bomFormat\":\"CycloneDX\",\"bomFormat\":\"x\"}"));
        bodies.put(
                "a billion laughs",
                bytes(
                        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><testsuite name=\"&c;\"/>"));
        bodies.put(
                "an outside entity",
                bytes(
                        "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><REQ-IF>&x;</REQ-IF>"));
        bodies.put("UTF-16 that says UTF-8", utf16());
        bodies.put("not UTF-8", new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', '}'});
        bodies.put("half a zip", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0});
        bodies.put("a long line", bytes("[".repeat(200_000) + "->"));
        bodies.put("many attributes", bytes(manyAttributes()));
        return bodies;
    }

    private static byte[] utf16() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuite/>"
                .getBytes(StandardCharsets.UTF_16LE);
    }

    private static String manyAttributes() {
        StringBuilder xml = new StringBuilder("<testsuite");
        for (int i = 0; i < DEEP; i++) {
            xml.append(" a").append(i).append("='1'");
        }
        return xml.append("/>").toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> hostileBodiesAreRefused() {
        return READERS.entrySet().stream()
                .flatMap(
                        reader ->
                                bodies().entrySet().stream()
                                        .map(
                                                body ->
                                                        DynamicTest.dynamicTest(
                                                                reader.getKey()
                                                                        + ": "
                                                                        + body.getKey(),
                                                                () ->
                                                                        assertThat(
                                                                                        reader.getValue()
                                                                                                .apply(
                                                                                                        body
                                                                                                                .getValue()))
                                                                                .isInstanceOf(
                                                                                        Reading
                                                                                                .Refused
                                                                                                .class))));
    }

    /** Real reports with bytes changed at random, always the same ones. */
    @TestFactory
    Stream<DynamicTest> damagedReportsAreAnswered() {
        return Stream.of("junit", "cyclonedx", "spdx", "sarif")
                .flatMap(
                        kind ->
                                Reports.samples(kind)
                                        .limit(8)
                                        .map(
                                                file ->
                                                        DynamicTest.dynamicTest(
                                                                "%s: %s"
                                                                        .formatted(
                                                                                kind,
                                                                                file.getFileName()),
                                                                () ->
                                                                        damaged(
                                                                                READERS.get(kind),
                                                                                Files.readAllBytes(
                                                                                        file)))));
    }

    private static void damaged(Function<byte[], Reading> reader, byte[] whole) {
        Random random = new Random(whole.length);
        for (int i = 0; i < 20; i++) {
            byte[] body = whole.clone();
            for (int j = 0; j < 3; j++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            assertThat(reader.apply(body)).isNotNull();
        }
    }
}
