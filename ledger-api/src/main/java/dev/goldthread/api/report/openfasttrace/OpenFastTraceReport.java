package dev.goldthread.api.report.openfasttrace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.foreign.Inflation;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.Levels;
import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportEvent;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Specification items as {@code requirement.recorded} and tags of tests as {@code
 * testcase.recorded}. Tags of code that implements something are counted on the requirement: the
 * vocabulary knows commits that implement, not files. Stateless, safe for any thread.
 */
public final class OpenFastTraceReport {

    private static final String TOOL = "openfasttrace";

    /** Label under which tags of code that implements the item are counted. */
    static final String IMPLEMENTATION_TAGS = "implementation-tags";

    private static final Map<String, String> LEVELS =
            Map.of("feat", "USER_NEED", "req", "SYSTEM", "arch", "SOFTWARE", "dsn", "SOFTWARE");

    /** Types of items that are tests, with the level of test they stand for. */
    private static final Map<String, String> TESTS =
            Map.of(
                    "utest",
                    "UNIT",
                    "itest",
                    "INTEGRATION",
                    "stest",
                    "SYSTEM",
                    "atest",
                    "ACCEPTANCE");

    private OpenFastTraceReport() {}

    /**
     * How files were sent.
     *
     * @param common its time is needed: text files do not say when they held
     * @param event {@code requirement.recorded}, or {@code requirement.changed} for new revisions
     * @param levels each {@code TYPE:LEVEL}, beside feat, req, arch and dsn
     * @param path of a file that is sent alone; files in a zip have their own
     */
    public record Query(ReportQuery common, String event, List<String> levels, String path) {
        public Query {
            levels = List.copyOf(levels);
        }
    }

    /** Whether a file says anything that is read here; for choosing files of a folder. */
    public static boolean says(String path, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return isMarkdown(path)
                ? !Specification.read(path, text).isEmpty()
                : !CoverageTag.read(path, text).isEmpty();
    }

    /** Reads one file, or a zip of some; whatever is wrong with it is in the answer. */
    public static Reading read(byte[] body, Query query) {
        Optional<Instant> occurredAt = query.common().occurredAt();
        if (occurredAt.isEmpty()) {
            return ReportEvent.refused(
                    "?occurredAt",
                    "missing",
                    "no time in the query; text files have none",
                    "say since when it holds: occurredAt=<ISO 8601 time>");
        }
        try {
            Levels levels = Levels.parse(query.levels(), LEVELS);
            Evidence evidence =
                    new Evidence(
                            Digest.sha256(body),
                            Inflation.isZip(body) ? "application/zip" : "text/plain",
                            Inflation.isZip(body) ? "openfasttrace.zip" : "openfasttrace.txt",
                            body.length);
            List<String> about = new ArrayList<>(query.levels().stream().sorted().toList());
            about.add(query.event());
            about.add(occurredAt.get().toString());
            String key = ReportEvent.key(TOOL, body, about);
            return Reading.of(
                    new Events(query, levels, occurredAt.get(), evidence, key)
                            .of(Contents.read(body, query.path())),
                    evidence);
        } catch (UnreadableException e) {
            return ReportEvent.refused(e);
        }
    }

    private static boolean isMarkdown(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".md") || name.endsWith(".markdown");
    }

    /** All items and tags of the files. */
    private record Contents(List<Specification.Item> items, List<CoverageTag> tags) {

        private static Contents read(byte[] body, String path) throws UnreadableException {
            Map<String, byte[]> files =
                    Inflation.isZip(body) ? Inflation.ofZip(body) : Map.of(path, body);
            List<Specification.Item> items = new ArrayList<>();
            List<CoverageTag> tags = new ArrayList<>();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                String text = decoded(file.getKey(), file.getValue());
                if (isMarkdown(file.getKey())) {
                    items.addAll(Specification.read(file.getKey(), text));
                } else {
                    tags.addAll(CoverageTag.read(file.getKey(), text));
                }
            }
            return new Contents(items, tags);
        }

        private static String decoded(String path, byte[] content) throws UnreadableException {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new UnreadableException(
                        path, "wrong-charset", "bytes that are not UTF-8", "send text in UTF-8");
            }
        }
    }

    private record Events(
            Query query, Levels levels, Instant occurredAt, Evidence evidence, String key) {

        private List<ObjectNode> of(Contents contents) throws UnreadableException {
            List<ObjectNode> events = new ArrayList<>();
            Map<String, String> spots = new LinkedHashMap<>();
            Map<ItemId, Long> implementing =
                    contents.tags().stream()
                            .filter(tag -> !isTest(tag))
                            .collect(
                                    Collectors.groupingBy(
                                            CoverageTag::covered, Collectors.counting()));
            for (Specification.Item item : contents.items()) {
                String before = spots.putIfAbsent(item.id().node(), item.spot());
                if (before != null) {
                    throw new UnreadableException(
                            item.spot(),
                            "duplicate-item",
                            "%s, which stands at %s too".formatted(item.id().node(), before),
                            "give each item an id of its own");
                }
                long tags = implementing.getOrDefault(item.id(), 0L);
                events.add(requirement(item, tags, events.size() + 1));
            }
            for (Map.Entry<String, List<CoverageTag>> test : tests(contents.tags()).entrySet()) {
                events.add(testCase(test.getKey(), test.getValue(), events.size() + 1));
            }
            return events;
        }

        private ObjectNode requirement(Specification.Item item, long tags, int number)
                throws UnreadableException {
            boolean isRejected = item.status().filter("rejected"::equals).isPresent();
            ObjectNode event = envelope(number, isRejected ? "requirement.retired" : query.event());
            event.set("subject", ReportEvent.node("Requirement", item.id().node()));
            ArrayNode links = event.putArray("links");
            for (ItemId covered : new LinkedHashSet<>(item.covers())) {
                links.add(
                        ReportEvent.declared(
                                        "refines", ReportEvent.node("Requirement", covered.node()))
                                .put("revision", covered.revision()));
            }
            ObjectNode data = event.putObject("data").put("revision", item.id().revision());
            if (isRejected) {
                event.put("reason", "status rejected at " + item.spot());
            } else {
                data.put("title", item.title())
                        .put("level", levels.of(item.id().type(), item.spot()));
                Optional.of(item.text())
                        .filter(text -> !text.isEmpty())
                        .ifPresent(text -> data.put("statement", text));
            }
            label(event.putObject("labels"), item, tags);
            return event;
        }

        private static void label(ObjectNode labels, Specification.Item item, long tags) {
            labels.put("at", item.spot());
            labels.put(IMPLEMENTATION_TAGS, String.valueOf(tags));
            if (!item.needs().isEmpty()) {
                labels.put("needs", String.join(", ", item.needs()));
            }
            item.status().ifPresent(status -> labels.put("status", status));
        }

        private static boolean isTest(CoverageTag tag) {
            return TESTS.containsKey(tag.type());
        }

        /** Tags by the test they stand for; a tag without a name is its file's. */
        private static Map<String, List<CoverageTag>> tests(List<CoverageTag> tags) {
            Map<String, List<CoverageTag>> tests = new LinkedHashMap<>();
            tags.stream()
                    .filter(Events::isTest)
                    .forEach(
                            tag ->
                                    tests.computeIfAbsent(
                                                    tag.own()
                                                            .map(ItemId::node)
                                                            .orElse(tag.type() + "~" + tag.path()),
                                                    _ -> new ArrayList<>())
                                            .add(tag));
            return tests;
        }

        private ObjectNode testCase(String id, List<CoverageTag> tags, int number) {
            CoverageTag first = tags.getFirst();
            ObjectNode event = envelope(number, "testcase.recorded");
            event.set("subject", ReportEvent.node("TestCase", id));
            Set<ObjectNode> links = new LinkedHashSet<>();
            for (CoverageTag tag : tags) {
                links.add(
                        ReportEvent.declared(
                                        "verifies",
                                        ReportEvent.node("Requirement", tag.covered().node()))
                                .put("revision", tag.covered().revision()));
            }
            links.forEach(event.putArray("links")::add);
            event.putObject("data")
                    .put("revision", first.own().map(ItemId::revision).orElse("0"))
                    .put("title", "%s:%d".formatted(first.path(), first.line()))
                    .put("level", TESTS.get(first.type()))
                    .put("purpose", "VERIFICATION")
                    .put("execution", "AUTOMATED");
            return event;
        }

        private ObjectNode envelope(int number, String type) {
            return ReportEvent.envelope(
                    "%s-%d".formatted(key, number),
                    type,
                    TOOL,
                    query.common(),
                    occurredAt,
                    evidence);
        }
    }
}
