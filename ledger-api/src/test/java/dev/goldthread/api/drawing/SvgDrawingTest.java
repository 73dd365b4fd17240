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
    void strengthsAreToldByTheStroke() throws Exception {
        Document svg = parsed(SvgDrawing.draw(trace(problem()), Vocabulary.GOLDTHREAD));

        Map<String, String> looks = new HashMap<>();
        groups(svg, "link").stream()
                .filter(group -> !texts(group).isEmpty())
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
                                TableDrawing.Rows.SHORTENED))
                .contains(lines);
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
