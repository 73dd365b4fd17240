package dev.goldthread.api.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a trace should be, as it was written down by hand; or what one is, in the same form. */
record GoldenTrace(
        TreeSet<String> nodes, TreeSet<String> edges, TreeMap<String, List<String>> findings) {

    static GoldenTrace read(String file) {
        return read(file, names());
    }

    private static GoldenTrace read(String file, Map<String, String> names) {
        JsonNode json = json(file);
        GoldenTrace golden =
                json.has("like")
                        ? read(json.get("like").textValue(), names)
                        : new GoldenTrace(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        golden.remove(nodes(json.path("less"), names));
        golden.nodes().addAll(nodes(json.get("nodes"), names));
        json.get("edges").forEach(edge -> golden.edges().add(named(edge.textValue(), names)));
        json.get("findings")
                .properties()
                .forEach(
                        entry ->
                                golden.findings()
                                        .put(
                                                named(entry.getKey(), names),
                                                StoryJson.list(entry.getValue()).stream()
                                                        .map(JsonNode::textValue)
                                                        .toList()));
        return golden;
    }

    private void remove(TreeSet<String> less) {
        nodes.removeAll(less);
        edges.removeIf(
                edge ->
                        less.stream()
                                .anyMatch(
                                        node ->
                                                edge.startsWith(node + " | ")
                                                        || edge.endsWith(" | " + node)));
    }

    private static TreeSet<String> nodes(JsonNode byType, Map<String, String> names) {
        TreeSet<String> nodes = new TreeSet<>();
        byType.properties()
                .forEach(
                        entry ->
                                entry.getValue()
                                        .forEach(
                                                id ->
                                                        nodes.add(
                                                                entry.getKey()
                                                                        + " "
                                                                        + named(
                                                                                id.textValue(),
                                                                                names))));
        return nodes;
    }

    /** Longer names first: {@code $limitRepaired} is not {@code $limit} and some letters. */
    private static String named(String text, Map<String, String> names) {
        String result = text;
        List<String> longestFirst =
                names.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        for (String name : longestFirst) {
            result = result.replace("$" + name, names.get(name));
        }
        return result;
    }

    private static Map<String, String> names() {
        return json("names.json").properties().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().textValue()));
    }

    private static JsonNode json(String file) {
        try (InputStream in = GoldenTrace.class.getResourceAsStream("golden/" + file)) {
            return StoryJson.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GoldenTrace of(Trace trace) {
        GoldenTrace found = new GoldenTrace(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        trace.nodes()
                .forEach(
                        node -> {
                            String ref = node.node().ref().toString();
                            found.nodes().add(ref);
                            if (!node.findings().isEmpty()) {
                                found.findings()
                                        .put(
                                                ref,
                                                node.findings().stream()
                                                        .map(Finding::code)
                                                        .toList());
                            }
                        });
        trace.edges()
                .forEach(
                        edge ->
                                found.edges()
                                        .add(
                                                "%s | %s | %s"
                                                        .formatted(
                                                                edge.from(),
                                                                edge.relation(),
                                                                edge.to())));
        return found;
    }
}
