package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;

/**
 * Reads JUnit XML as Surefire, Gradle, pytest, GoogleTest, Jest, Mocha, Bazel and the exports of
 * xUnit and NUnit write it. There is no standard, so only what they agree on is used: suites, which
 * may nest, with cases and properties in them.
 */
final class JUnitXml {

    /**
     * What a report says.
     *
     * @param startedAt the earliest timestamp of a suite; of a case when no suite has one
     * @param finishedAt the latest end of a suite that has a timestamp, likewise
     * @param suiteErrors errors of a suite outside its cases
     */
    record Content(
            List<TestResult> results,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            Duration duration,
            int suiteErrors) {}

    /** Root elements that other reports have, and how to get JUnit XML instead. */
    private static final Set<String> OTHER_DIALECTS =
            Set.of("TestRun", "test-results", "test-run", "assemblies");

    /** An open suite; its properties may stand behind its cases. */
    private static final class Suite {
        private final Optional<Suite> outer;
        private final String name;
        private TestFacts own = TestFacts.NONE;

        private Suite(Optional<Suite> outer, String name) {
            this.outer = outer;
            this.name = name;
        }

        private TestFacts facts() {
            return outer.map(each -> own.orOf(each.facts())).orElse(own);
        }
    }

    private record Case(TestResult.Reader reader, Suite suite) {}

    private final SafeXml xml;
    private final List<Case> cases = new ArrayList<>();
    private final Deque<Suite> suites = new ArrayDeque<>();
    private final Span suiteSpan = new Span();
    private final Span caseSpan = new Span();
    private Duration duration = Duration.ZERO;
    private int suiteErrors;

    private JUnitXml(SafeXml xml) {
        this.xml = xml;
    }

    static Content read(byte[] body) throws UnreadableException {
        try (SafeXml xml = SafeXml.open(body)) {
            return new JUnitXml(xml).read();
        }
    }

    private Content read() throws UnreadableException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (xml.depth() == 1) {
                        checkRoot();
                    }
                    start();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (isSuite(xml.element())) {
                        suites.pop();
                    }
                }
                default -> {}
            }
        }
        Span span = suiteSpan.isKnown() ? suiteSpan : caseSpan;
        return new Content(
                TestResult.merge(
                        cases.stream()
                                .map(each -> each.reader().result(each.suite().facts()))
                                .toList()),
                span.from(),
                span.to(),
                duration,
                suiteErrors);
    }

    private void checkRoot() throws UnreadableException {
        String root = xml.element();
        if (!isSuite(root)) {
            throw new UnreadableException(
                    xml.spot(),
                    "not-junit",
                    "root element " + root,
                    OTHER_DIALECTS.contains(root)
                            ? "let the test tool write JUnit XML, with its JUnit logger or export"
                            : "send JUnit XML: testsuites or testsuite");
        }
    }

    private static boolean isSuite(String element) {
        return element.equals("testsuites") || element.equals("testsuite");
    }

    private void start() throws UnreadableException {
        switch (xml.element()) {
            case "testsuites", "testsuite" -> startSuite();
            case "testcase" -> testCase();
            case "property" -> suiteProperty();
            case "error" -> suiteErrors++;
            default -> {}
        }
    }

    private void startSuite() throws UnreadableException {
        boolean isSuite = xml.element().equals("testsuite");
        boolean isOutermost = suites.stream().allMatch(suite -> suite.outer.isEmpty());
        suites.push(
                new Suite(
                        Optional.ofNullable(suites.peek()),
                        isSuite ? xml.attribute("name").orElse("") : ""));
        Duration time = seconds(xml.attribute("time"));
        if (isSuite && isOutermost) {
            duration = duration.plus(time);
        }
        Optional<String> timestamp = xml.attribute("timestamp");
        if (timestamp.isPresent()) {
            suiteSpan.add(TimeStamp.parse(timestamp.get(), xml.spot()), time);
        }
    }

    private void suiteProperty() throws UnreadableException {
        Suite suite = suites.element();
        String spot = xml.spot();
        Optional<String> name = xml.attribute("name");
        String value = value();
        if (name.isPresent()) {
            suite.own = suite.own.with(name.get(), value, spot);
        }
    }

    private void testCase() throws UnreadableException {
        TestResult.Reader reader = caseReader();
        Optional<String> timestamp = xml.attribute("timestamp");
        if (timestamp.isPresent()) {
            caseSpan.add(
                    TimeStamp.parse(timestamp.get(), xml.spot()), seconds(xml.attribute("time")));
        }
        int depth = xml.depth();
        while (xml.depth() >= depth) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                String element = xml.element();
                if (element.equals("property") || element.equals("trait")) {
                    caseProperty(reader);
                } else if (xml.depth() == depth + 1) {
                    reader.child(element);
                }
            }
        }
        cases.add(new Case(reader, suites.element()));
    }

    private TestResult.Reader caseReader() throws UnreadableException {
        String spot = xml.spot();
        String name =
                xml.attribute("name")
                        .orElseThrow(
                                () ->
                                        new UnreadableException(
                                                spot,
                                                "missing-name",
                                                "a testcase without a name",
                                                "give every testcase a name"));
        return new TestResult.Reader(
                xml.attribute("classname").or(this::suiteName),
                name,
                xml.attribute("status").or(() -> xml.attribute("result")));
    }

    private void caseProperty(TestResult.Reader reader) throws UnreadableException {
        String spot = xml.spot();
        Optional<String> name = xml.attribute("name");
        String value = value();
        if (name.isPresent()) {
            reader.property(name.get(), value, spot);
        }
    }

    /** A property's value: its attribute, or the text inside it. Ends behind the element. */
    private String value() throws UnreadableException {
        Optional<String> attribute = xml.attribute("value");
        String text = xml.elementText();
        return attribute.orElse(text);
    }

    private Optional<String> suiteName() {
        return suites.stream().findFirst().map(suite -> suite.name).filter(text -> !text.isBlank());
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

    /** From the earliest start to the latest end. */
    private static final class Span {
        private Optional<Instant> from = Optional.empty();
        private Optional<Instant> to = Optional.empty();

        private void add(Instant started, Duration time) {
            Instant finished = started.plus(time);
            from = from.filter(started::isAfter).or(() -> Optional.of(started));
            to = to.filter(finished::isBefore).or(() -> Optional.of(finished));
        }

        private boolean isKnown() {
            return from.isPresent();
        }

        private Optional<Instant> from() {
            return from;
        }

        private Optional<Instant> to() {
            return to;
        }
    }
}
