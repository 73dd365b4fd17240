package dev.goldthread.api.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgDrawingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void drawsEveryNodeButComponentsOnceWithWhatItIs() throws Exception {
        Trace trace = trace(fixture("release.json"));
        Document svg = parsed(SvgDrawing.draw(trace, Vocabulary.GOLDTHREAD));

        List<String> drawn =
                groups(svg, "node").stream()
                        .filter(group -> group.hasAttribute("data-id"))
                        .map(group -> group.getAttribute("data-type") + " " + id(group))
                        .toList();

        assertThat(drawn)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        trace.nodes().stream()
                                .map(node -> node.ref().toString())
                                .filter(name -> !name.startsWith("Component "))
                                .toList());
        Element requirement = node(svg, "REQ-101");
        assertThat(texts(requirement)).contains("Requirement", "REQ-101");
    }

    @Test
    void aProblemHasASignAWordAndABorderOfItsOwn() throws Exception {
        Document svg = parsed(SvgDrawing.draw(trace(problem()), Vocabulary.GOLDTHREAD));

        Element bad = node(svg, "REQ-1");
        assertThat(bad.getAttribute("class")).contains("bad");
        assertThat(texts(bad)).contains("✗ UNCOVERED");
        assertThat(text(svg, "desc")).contains("UNCOVERED Requirement REQ-1: no test");
        assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(svg.getDocumentElement().getAttribute("aria-labelledby").split(" "))
                .allSatisfy(id -> assertThat(ids(svg)).contains(id));
    }

    @Test
    void requirementsStandLeftOfWhatWasMadeOfThem() throws Exception {
        Document svg = parsed(SvgDrawing.draw(trace(problem()), Vocabulary.GOLDTHREAD));

        assertThat(x(node(svg, "REQ-1"))).isLessThan(x(node(svg, "c1")));
        assertThat(x(node(svg, "c1"))).isLessThan(x(node(svg, "7.2.4")));
    }

    @Test
    void boxesDoNotCoverEachOther() throws Exception {
        Document svg =
                parsed(SvgDrawing.draw(trace(fixture("release.json")), Vocabulary.GOLDTHREAD));

        List<double[]> boxes =
                groups(svg, "node").stream()
                        .filter(group -> group.hasAttribute("data-id"))
                        .map(SvgDrawingTest::box)
                        .toList();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(overlap(boxes.get(i), boxes.get(j))).isFalse();
            }
        }
    }

    @Test
    void labelsPushNoBoxOutOfItsColumn() throws Exception {
        Document svg =
                parsed(SvgDrawing.draw(trace(fixture("release.json")), Vocabulary.GOLDTHREAD));

        Map<String, List<Double>> columns = new HashMap<>();
        for (Element group : groups(svg, "node")) {
            if (group.hasAttribute("data-id")) {
                String type = group.getAttribute("data-type");
                columns.computeIfAbsent(type, each -> new ArrayList<>()).add(x(group));
            }
        }
        assertThat(columns.get("TestCase")).hasSize(15);
        assertThat(columns).allSatisfy((type, xs) -> assertThat(xs).containsOnly(xs.getFirst()));
    }

    @Test
    void everyArrowSaysItsRelationBesideItsLine() throws Exception {
        ObjectNode json = problem();
        ArrayNode edges = (ArrayNode) json.get("edges");
        edge(edges, "Commit", "c1", "mentions", "Requirement", "REQ-1", "DECLARED");
        ((ArrayNode) json.get("nodes")).add(node("Requirement", "UN-1"));
        edge(edges, "Requirement", "REQ-1", "refines", "Requirement", "UN-1", "DECLARED");

        Document svg = parsed(SvgDrawing.draw(trace(json), Vocabulary.GOLDTHREAD));

        assertThat(links(svg))
                .extracting(link -> texts(link).getFirst() + " | " + texts(link).getLast())
                .as("the tooltip, and what is printed")
                .containsExactlyInAnyOrder(
                        "Commit c1 implements Requirement REQ-1, inferred; "
                                + "Commit c1 mentions Requirement REQ-1, declared"
                                + " | implements, mentions",
                        "Release 7.2.4 includes Commit c1, attested | includes",
                        "Requirement REQ-1 refines Requirement UN-1, declared | refines UN-1");
        double[] below = labels(svg, "refines UN-1").getFirst();
        double[] box = box(node(svg, "REQ-1"));
        assertThat(below[0]).as("a link within a column stands under its box").isEqualTo(box[0]);
        assertThat(below[1]).isBetween(box[3], box[3] + 4);
    }

    @Test
    void noRelationIsCoveredByABoxAnArrowOrAnotherRelation() throws Exception {
        Document svg =
                parsed(SvgDrawing.draw(trace(fixture("release.json")), Vocabulary.GOLDTHREAD));

        List<double[]> labels = labels(svg, "");
        List<double[]> others = new ArrayList<>();
        groups(svg, "node").stream()
                .filter(group -> group.hasAttribute("data-id"))
                .forEach(group -> others.add(box(group)));
        links(svg).forEach(link -> others.addAll(pieces(link)));

        assertThat(labels).hasSameSizeAs(links(svg)).hasSizeGreaterThan(20);
        for (int i = 0; i < labels.size(); i++) {
            double[] label = labels.get(i);
            assertThat(others).as("beside label %d", i).noneMatch(other -> overlap(label, other));
            assertThat(labels.subList(i + 1, labels.size()))
                    .as("beside label %d", i)
                    .noneMatch(other -> overlap(label, other));
        }
    }

    @Test
    void whatWasTakenBackIsDrawnLikeWhatNothingRecorded() throws Exception {
        ObjectNode json = problem();
        ((ObjectNode) json.at("/nodes/0/history/0")).put("takenBackBy", "e-9");

        Document svg = parsed(SvgDrawing.draw(trace(json), Vocabulary.GOLDTHREAD));

        assertThat(node(svg, "REQ-1").getAttribute("class")).contains("ghost");
        assertThat(node(svg, "c1").getAttribute("class")).doesNotContain("ghost");
    }

    @Test
    void strengthsAreToldByTheStroke() throws Exception {
        Document svg = parsed(SvgDrawing.draw(trace(problem()), Vocabulary.GOLDTHREAD));

        Map<String, String> looks = new HashMap<>();
        links(svg)
                .forEach(group -> looks.put(texts(group).getFirst(), group.getAttribute("class")));

        assertThat(looks)
                .containsEntry("Commit c1 implements Requirement REQ-1, inferred", "link inferred")
                .containsEntry("Release 7.2.4 includes Commit c1, attested", "link attested");
        assertThat(SvgStyle.SHEET).contains(".link.inferred path{stroke-dasharray");
    }

    @Test
    void textsOfEventsStayTexts() throws Exception {
        ObjectNode json = problem();
        ((ObjectNode) json.at("/nodes/0/attributes")).put("title", "<script>alert(1)</script>&\"'");

        String svg = SvgDrawing.draw(trace(json), Vocabulary.GOLDTHREAD);

        assertThat(svg).doesNotContain("<script");
        assertThat(texts(node(parsed(svg), "REQ-1"))).anyMatch(text -> text.contains("<script>"));
    }

    @Test
    void needsNothingFromOutsideAndIsTheSameEveryTime() {
        String svg = SvgDrawing.draw(trace(fixture("release.json")), Vocabulary.GOLDTHREAD);

        assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "@import", "<image", "<script", "<use");
        assertThat(SvgDrawing.draw(trace(fixture("release.json")), Vocabulary.GOLDTHREAD))
                .isEqualTo(svg);
    }

    @Test
    void saysWhichOtherProductsItGoesOnIntoAndIntoWhichNot() throws Exception {
        ObjectNode json = problem();
        ArrayNode products = json.putArray("products");
        products.addObject()
                .put("product", "valve-kit")
                .put("state", "FOLLOWED")
                .put("nodes", 4)
                .putObject("asOf")
                .put("seq", 8)
                .put("sealedAt", "2026-03-01T10:00:00Z");
        products.addObject()
                .put("product", "rotor")
                .put("state", "NOT_ALLOWED")
                .put("nodes", 1)
                .put("because", "this token may not read it");
        Trace trace = trace(json);

        List<String> lines =
                List.of(
                        "goes on into valve-kit: 4 nodes, as of seq 8",
                        "does not go on into rotor: NOT_ALLOWED, this token may not read it");
        assertThat(
                        texts(
                                parsed(SvgDrawing.draw(trace, Vocabulary.GOLDTHREAD))
                                        .getDocumentElement()))
                .containsAll(lines);
        assertThat(
                        TableDrawing.draw(
                                trace,
                                Vocabulary.GOLDTHREAD,
                                Paint.PLAIN,
                                TableDrawing.Rows.SHORTENED,
                                OptionalInt.empty()))
                .contains(lines);
    }

    @Test
    void manyProductsThatAreKeptOutForOneReasonAreOneLine() throws Exception {
        ObjectNode json = problem();
        ArrayNode products = json.putArray("products");
        for (int i = 1; i <= 10; i++) {
            products.addObject()
                    .put("product", "kit-%02d".formatted(i))
                    .put("state", "TOO_MANY")
                    .put("because", "at most 64 others");
            products.addObject()
                    .put("product", "user-%02d".formatted(i))
                    .put("state", "FOLLOWED")
                    .put("nodes", i);
        }
        products.addObject()
                .put("product", "rotor")
                .put("state", "NOT_ALLOWED")
                .put("because", "this token may not read it");

        assertThat(TraceJson.elsewhere(json))
                .hasSize(11)
                .startsWith("goes on into user-01: 1 node", "goes on into user-02: 2 nodes")
                .endsWith(
                        "goes on into user-08: 8 nodes",
                        "goes on into 2 more, which -o json names",
                        "does not go on into 10 products: TOO_MANY, at most 64 others: kit-01, kit-02, kit-03, kit-04, kit-05, kit-06, kit-07, kit-08 and 2 more, which -o json names",
                        "does not go on into rotor: NOT_ALLOWED, this token may not read it");
    }

    @Test
    void whatNobodyCouldLookAtIsRefused() {
        ObjectNode json = problem();
        ArrayNode nodes = (ArrayNode) json.get("nodes");
        for (int i = 0; i <= SvgDrawing.NODES_MAX; i++) {
            nodes.add(node("Commit", "more-" + i));
        }

        assertThatThrownBy(() -> SvgDrawing.draw(trace(json), Vocabulary.GOLDTHREAD))
                .isInstanceOf(SvgDrawing.TooLargeException.class)
                .hasMessageContaining("5,004")
                .hasMessageContaining("at most 5,000");
    }

    /** Release → commit → requirement, the last without a test. */
    private static ObjectNode problem() {
        ObjectNode json = JSON.createObjectNode().put("product", "pump");
        json.putObject("root").put("type", "Release").put("id", "7.2.4");
        json.putObject("asOf").put("seq", 2).put("sealedAt", "2026-03-01T10:00:00Z");
        ObjectNode requirement = node("Requirement", "REQ-1");
        ((ArrayNode) requirement.get("findings"))
                .addObject()
                .put("code", "UNCOVERED")
                .put("reason", "no test");
        json.putArray("nodes")
                .add(requirement)
                .add(node("Commit", "c1"))
                .add(node("Release", "7.2.4"));
        ArrayNode edges = json.putArray("edges");
        edge(edges, "Commit", "c1", "implements", "Requirement", "REQ-1", "INFERRED");
        edge(edges, "Release", "7.2.4", "includes", "Commit", "c1", "DECLARED");
        edge(edges, "Release", "7.2.4", "includes", "Commit", "c1", "ATTESTED");
        edges.remove(1);
        return json;
    }

    private static ObjectNode node(String type, String id) {
        ObjectNode node = JSON.createObjectNode().put("type", type).put("id", id);
        node.putArray("findings");
        node.putObject("attributes");
        node.putArray("history")
                .addObject()
                .put("type", "x")
                .put("occurredAt", "2026-03-01T10:00:00Z");
        return node;
    }

    private static void edge(
            ArrayNode edges,
            String fromType,
            String from,
            String relation,
            String toType,
            String to,
            String strength) {
        ObjectNode edge = edges.addObject();
        edge.putObject("from").put("type", fromType).put("id", from);
        edge.put("relation", relation);
        edge.putObject("to").put("type", toType).put("id", to);
        edge.put("strength", strength);
    }

    private static Trace trace(ObjectNode json) {
        return TraceJson.read(json);
    }

    private static ObjectNode fixture(String name) {
        try (InputStream in = SvgDrawingTest.class.getResourceAsStream(name)) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> groups(Document svg, String look) {
        List<Element> groups = new ArrayList<>();
        NodeList all = svg.getElementsByTagName("g");
        for (int i = 0; i < all.getLength(); i++) {
            Element group = (Element) all.item(i);
            if (List.of(group.getAttribute("class").split(" ")).contains(look)) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** Not those of the legend. */
    private static List<Element> links(Document svg) {
        return groups(svg, "link").stream().filter(link -> !texts(link).isEmpty()).toList();
    }

    /** Where relations are printed that say this, or any at all: left, top, right, bottom. */
    private static List<double[]> labels(Document svg, String text) {
        List<double[]> labels = new ArrayList<>();
        for (Element link : links(svg)) {
            Element label = (Element) link.getElementsByTagName("text").item(0);
            if (text.isEmpty() || label.getTextContent().equals(text)) {
                double x = Double.parseDouble(label.getAttribute("x"));
                double base = Double.parseDouble(label.getAttribute("y"));
                double width = SvgFont.width(label.getTextContent(), 10);
                labels.add(new double[] {x, base - 9.5, x + width, base + 2.5});
            }
        }
        return labels;
    }

    /** The room that each straight piece of an arrow takes with its stroke, or all of a bow. */
    private static List<double[]> pieces(Element link) {
        String path = ((Element) link.getElementsByTagName("path").item(0)).getAttribute("d");
        boolean isBow = path.contains("C");
        double half = isBow ? 0 : link.getAttribute("class").contains("attested") ? 2 : 1;
        String[] numbers = path.replaceAll("[^-0-9.]+", " ").strip().split(" ");
        List<double[]> pieces = new ArrayList<>();
        double[] bow = null;
        for (int i = 0; i + 3 < numbers.length; i += 2) {
            double[] from = {Double.parseDouble(numbers[i]), Double.parseDouble(numbers[i + 1])};
            double[] to = {Double.parseDouble(numbers[i + 2]), Double.parseDouble(numbers[i + 3])};
            double[] piece = {
                Math.min(from[0], to[0]) - half,
                Math.min(from[1], to[1]) - half,
                Math.max(from[0], to[0]) + half,
                Math.max(from[1], to[1]) + half
            };
            pieces.add(piece);
            bow = bow == null ? piece : around(bow, piece);
        }
        return isBow && bow != null ? List.of(bow) : pieces;
    }

    private static double[] around(double[] one, double[] other) {
        return new double[] {
            Math.min(one[0], other[0]),
            Math.min(one[1], other[1]),
            Math.max(one[2], other[2]),
            Math.max(one[3], other[3])
        };
    }

    private static Element node(Document svg, String id) {
        return groups(svg, "node").stream()
                .filter(group -> id(group).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String id(Element group) {
        return group.getAttribute("data-id");
    }

    private static List<String> texts(Element element) {
        List<String> texts = new ArrayList<>();
        for (String tag : List.of("title", "text")) {
            NodeList all = element.getElementsByTagName(tag);
            for (int i = 0; i < all.getLength(); i++) {
                texts.add(all.item(i).getTextContent());
            }
        }
        return texts;
    }

    private static String text(Document svg, String tag) {
        return svg.getElementsByTagName(tag).item(0).getTextContent();
    }

    private static List<String> ids(Document svg) {
        List<String> ids = new ArrayList<>();
        NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            ids.add(((Element) all.item(i)).getAttribute("id"));
        }
        return ids;
    }

    private static double x(Element group) {
        return box(group)[0];
    }

    /** Left, top, right, bottom. */
    private static double[] box(Element group) {
        String[] at = group.getAttribute("transform").replaceAll("[^0-9. ]", "").split(" ");
        Element rect = (Element) group.getElementsByTagName("rect").item(0);
        double x = Double.parseDouble(at[0]);
        double y = Double.parseDouble(at[1]);
        return new double[] {
            x,
            y,
            x + Double.parseDouble(rect.getAttribute("width")),
            y + Double.parseDouble(rect.getAttribute("height"))
        };
    }

    private static boolean overlap(double[] one, double[] other) {
        return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
    }
}
