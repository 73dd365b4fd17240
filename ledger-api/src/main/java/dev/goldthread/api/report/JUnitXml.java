package dev.goldthread.api.report;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JUnit XML as Surefire, Gradle, pytest and others write it. There is no standard, so only
 * what they agree on is used: suites, which may nest, with cases in them. Document types and
 * external entities are refused, not resolved.
 */
final class JUnitXml {

    /**
     * What a report says.
     *
     * @param startedAt the earliest timestamp of a suite
     * @param finishedAt the latest end of a suite that has a timestamp
     * @param suiteErrors errors of a suite outside its cases
     */
    record Content(
            List<TestResult> results,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            Duration duration,
            int suiteErrors) {}

    private final XMLStreamReader xml;
    private final List<TestResult> results = new ArrayList<>();
    private final List<String> suites = new ArrayList<>();
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> finishedAt = Optional.empty();
    private Duration duration = Duration.ZERO;
    private int suiteErrors;

    private JUnitXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    static Content read(byte[] body) throws UnreadableException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                return new JUnitXml(xml).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new UnreadableException(
                    "not-xml", firstLine(String.valueOf(e.getMessage())), "send well-formed XML");
        }
    }

    private Content read() throws XMLStreamException, UnreadableException {
        boolean isFirst = true;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new UnreadableException(
                                "document-type",
                                "a document type or entity at line "
                                        + xml.getLocation().getLineNumber(),
                                "send the report without one");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (isFirst && !isRoot(xml.getLocalName())) {
                        throw new UnreadableException(
                                "not-junit",
                                "root element " + xml.getLocalName(),
                                "send JUnit XML: testsuites or testsuite");
                    }
                    isFirst = false;
                    start();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (xml.getLocalName().equals("testsuite")) {
                        suites.removeLast();
                    }
                }
                default -> {}
            }
        }
        return new Content(TestResult.merge(results), startedAt, finishedAt, duration, suiteErrors);
    }

    private static boolean isRoot(String element) {
        return element.equals("testsuites") || element.equals("testsuite");
    }

    private void start() throws XMLStreamException, UnreadableException {
        switch (xml.getLocalName()) {
            case "testsuite" -> startSuite();
            case "testcase" -> results.add(testCase());
            case "error" -> suiteErrors++;
            default -> {}
        }
    }

    private void startSuite() throws UnreadableException {
        suites.add(attribute("name").orElse(""));
        Duration time = seconds(attribute("time"));
        if (suites.size() == 1) {
            duration = duration.plus(time);
        }
        Optional<String> timestamp = attribute("timestamp").filter(text -> !text.isBlank());
        if (timestamp.isPresent()) {
            Instant started = instant(timestamp.get());
            Instant finished = started.plus(time);
            startedAt = startedAt.filter(started::isAfter).or(() -> Optional.of(started));
            finishedAt = finishedAt.filter(finished::isBefore).or(() -> Optional.of(finished));
        }
    }

    private TestResult testCase() throws XMLStreamException, UnreadableException {
        String name =
                attribute("name")
                        .filter(text -> !text.isBlank())
                        .orElseThrow(
                                () ->
                                        new UnreadableException(
                                                "missing-name",
                                                "a testcase without a name at line "
                                                        + xml.getLocation().getLineNumber(),
                                                "give every testcase a name"));
        TestResult.Reader reader =
                new TestResult.Reader(
                        attribute("classname").filter(text -> !text.isBlank()).or(this::suite),
                        name,
                        attribute("status").or(() -> attribute("result")));
        int depth = 1;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (xml.getLocalName().equals("property")) {
                        reader.property(attribute("name"), attribute("value"));
                    } else if (depth == 2) {
                        reader.child(xml.getLocalName());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new UnreadableException(
                                "document-type",
                                "an entity at line " + xml.getLocation().getLineNumber(),
                                "send the report without one");
                default -> {}
            }
        }
        return reader.result();
    }

    private Optional<String> suite() {
        return suites.isEmpty()
                ? Optional.empty()
                : Optional.of(suites.getLast()).filter(text -> !text.isBlank());
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name));
    }

    /** Durations say nothing about the outcome; one that makes no sense counts as none. */
    private static Duration seconds(Optional<String> text) {
        try {
            double seconds =
                    text.map(value -> Double.parseDouble(value.replace(",", ""))).orElse(0.0);
            boolean isPlausible = seconds > 0 && seconds < Duration.ofDays(365).toSeconds();
            return isPlausible ? Duration.ofMillis(Math.round(seconds * 1000)) : Duration.ZERO;
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    /**
     * ISO 8601 as nearly all write it, or RFC 1123 as mocha does. Without an offset it is UTC: the
     * one reading that is the same on every machine.
     */
    private static Instant instant(String text) throws UnreadableException {
        try {
            if (text.matches("[A-Za-z].*")) {
                return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            }
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                    ? OffsetDateTime.parse(text.replaceFirst("(\\d\\d)(\\d\\d)$", "$1:$2"))
                            .toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new UnreadableException(
                    "time-form", "timestamp " + text, "send ISO 8601, as in 2026-02-21T09:30:00Z");
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
