package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.EncodedData;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.CorrectedInPart;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.TraceNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceStreamTest {

    private static final Product PUMP = new Product("pump");
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theStreamIsTheJsonThatTheTreeIs() throws IOException {
        for (int nodes : List.of(0, 1, 64, 65, 200)) {
            Trace trace = trace(nodes);
            TraceStream stream = stream(trace, TraceJson.head(trace));

            assertThat(JSON.readTree(stream.json()))
                    .isEqualTo(JSON.readTree(Json.bytes(json(trace, TraceJson.head(trace)))));
        }
    }

    @Test
    void linesAreHeadNodesEdgesAndAnEndThatCountsThem() throws IOException {
        Trace trace = trace(70);
        List<String> lines =
                new String(
                                stream(trace, TraceJson.head(trace)).lines().readAllBytes(),
                                StandardCharsets.UTF_8)
                        .lines()
                        .toList();

        assertThat(lines).hasSize(1 + 70 + 69 + 1);
        assertThat(JSON.readTree(lines.getFirst()).at("/root/id").asText()).isEqualTo("7.2.4");
        assertThat(JSON.readTree(lines.get(1)).at("/node/id").asText()).isEqualTo("n-00000000");
        assertThat(JSON.readTree(lines.get(71)).at("/edge/relation").asText()).isEqualTo("follows");
        assertThat(lines.getLast()).isEqualTo("{\"end\":{\"nodes\":70,\"edges\":69}}");
    }

    /** Written down by hand: clients hold a trace against what they were given before. */
    @Test
    void aNodeAndAnEdgeHaveTheseBytes() throws IOException {
        NodeRef need = new NodeRef(PUMP, "Requirement", "REQ-1");
        NodeFact fact =
                new NodeFact(
                        PUMP,
                        new EventId("e1"),
                        "requirement.recorded",
                        TIME,
                        4,
                        TIME.plusMillis(5),
                        new Actor(Actor.Kind.HUMAN, "ada", Optional.of("QA")),
                        "urn:tracker",
                        Optional.of("a \"first\" look"),
                        EncodedData.of(
                                new EventData(
                                        "RequirementRecorded",
                                        Map.of(
                                                "title",
                                                "2 \u00b5l \ud83d\ude00 \u001f/\\",
                                                "revision",
                                                "1",
                                                "tags",
                                                List.of()))));
        Edge edge =
                new Edge(
                        need,
                        "derivedFrom",
                        new NodeRef(new Product("valve-kit"), "Requirement", "VR-1"),
                        Optional.of("2"),
                        Optional.empty(),
                        Optional.empty(),
                        Strength.OBSERVED,
                        PUMP,
                        new EventId("e1"),
                        0,
                        TIME,
                        4);
        Trace trace =
                new Trace(
                        PUMP,
                        need,
                        new Position(4, TIME),
                        List.of(
                                new TraceNode(
                                        new Node(need, List.of(fact), List.of(edge)), List.of())),
                        List.of(edge));
        ObjectNode head = Json.object().put("product", "pump");

        assertThat(stream(trace, head).json())
                .hasContent(
                        """
                        {"product":"pump","nodes":[{"type":"Requirement","id":"REQ-1","findings":[],\
                        "attributes":{"revision":"1","title":"2 \u00b5l \ud83d\ude00 \\u001f/\\\\"},"events":[4],\
                        "history":[{"seq":4,"event":"e1","type":"requirement.recorded","occurredAt":"2026-03-01T10:00:00Z",\
                        "sealedAt":"2026-03-01T10:00:00.005Z","actor":{"kind":"HUMAN","id":"ada","role":"QA"},\
                        "reason":"a \\"first\\" look"}]}],"edges":[{"from":{"type":"Requirement","id":"REQ-1"},\
                        "relation":"derivedFrom","to":{"type":"Requirement","id":"VR-1","product":"valve-kit"},"seq":4,\
                        "strength":"OBSERVED","revision":"2"}]}""");
    }

    @Test
    void whatWasTakenBackStandsInTheHistoryInItsPlaceAndInNothingElse() {
        NodeRef need = new NodeRef(PUMP, "Requirement", "REQ-1");
        Node node =
                new Node(
                        need,
                        List.of(fact("e2", 2), fact("e4", 4)),
                        List.of(),
                        List.of(
                                new Node.TakenBack(fact("e5", 5), new EventId("e9")),
                                new Node.TakenBack(fact("e1", 1), new EventId("e8")),
                                new Node.TakenBack(fact("e3", 3), new EventId("e9"))),
                        List.of(new Node.LinkTakenBack(edge(need), new EventId("e8"))),
                        List.of(
                                new CorrectedInPart(
                                        PUMP,
                                        new EventId("e4"),
                                        new EventId("e7"),
                                        List.of("/data/title", "/reason"))));
        Trace trace =
                new Trace(
                        PUMP,
                        need,
                        new Position(9, TIME),
                        List.of(new TraceNode(node, List.of())),
                        List.of());

        ObjectNode json = json(trace, Json.object());

        assertThat(json.at("/nodes/0/history"))
                .extracting(
                        each ->
                                each.get("event").asText()
                                        + each.path("takenBackBy").asText("counts"))
                .containsExactly("e1e8", "e2counts", "e3e9", "e4counts", "e5e9");
        assertThat(json.at("/nodes/0/linksTakenBack"))
                .hasToString(
                        "[{\"relation\":\"refines\",\"to\":{\"type\":\"Requirement\",\"id\":\"UN-1\"},\"seq\":1,\"strength\":\"DECLARED\",\"takenBackBy\":\"e8\"}]");
        assertThat(json.at("/edges")).isEmpty();
        assertThat(json.at("/nodes/0/history"))
                .as("a part of one was set aside, and it counts")
                .extracting(each -> each.path("correctedInPartBy").toString())
                .containsExactly(
                        "",
                        "",
                        "",
                        "[{\"event\":\"e7\",\"fields\":[\"/data/title\",\"/reason\"]}]",
                        "");
        assertThat(json.at("/nodes/0/events").toString()).isEqualTo("[2,4]");
        assertThat(json.at("/nodes/0/attributes/revision").asText()).isEqualTo("4");
    }

    private static Edge edge(NodeRef from) {
        return new Edge(
                from,
                "refines",
                new NodeRef(PUMP, "Requirement", "UN-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Strength.DECLARED,
                PUMP,
                new EventId("e1"),
                0,
                TIME,
                1);
    }

    private static NodeFact fact(String event, int seq) {
        return new NodeFact(
                PUMP,
                new EventId(event),
                "requirement.recorded",
                TIME.plusSeconds(seq),
                seq,
                TIME,
                new Actor(Actor.Kind.HUMAN, "ada", Optional.empty()),
                "urn:tracker",
                Optional.empty(),
                EncodedData.of(new EventData("RequirementRecorded", Map.of("revision", "" + seq))));
    }

    @Test
    void aShortOneIsSentAtOnceAndALongOneIsNot() throws IOException {
        TraceStream shortOne = stream(trace(70), TraceJson.head(trace(70)));
        TraceStream longOne =
                new TraceStream(PUMP, TraceJson.head(trace(1)), endless(20_000_000), List.of());

        assertThat(shortOne.body()).isEqualTo(shortOne.json().readAllBytes());
        assertThat(longOne.body()).isInstanceOf(InputStream.class);
    }

    /** As text it would be gigabytes: whoever held it would not come to an end here. */
    @Test
    void aTraceOfMillionsOfNodesIsSentWithoutBeingHeld() throws IOException {
        ObjectNode head = TraceJson.head(trace(1));
        List<TraceNode> endless = endless(20_000_000);
        byte[] buffer = new byte[8192];

        try (InputStream json = new TraceStream(PUMP, head, endless, List.of()).json()) {
            long sent = 0;
            while (sent < 4_000_000) {
                int some = json.read(buffer);
                assertThat(some).isPositive();
                sent += some;
            }
        }
        assertThat(touched).as("no node is made before it is sent").hasSizeLessThan(100_000);
    }

    private final List<Integer> touched = new ArrayList<>();

    private List<TraceNode> endless(int nodes) {
        return new AbstractList<>() {
            @Override
            public TraceNode get(int index) {
                touched.add(index);
                return node(index);
            }

            @Override
            public int size() {
                return nodes;
            }
        };
    }

    private static Trace trace(int nodes) {
        List<TraceNode> all = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            all.add(node(i));
            if (i > 0) {
                edges.add(edge(i));
            }
        }
        return new Trace(PUMP, root(), new Position(3, TIME), all, edges);
    }

    private static NodeRef root() {
        return new NodeRef(PUMP, "Release", "7.2.4");
    }

    private static TraceNode node(int number) {
        return new TraceNode(
                new Node(commit(number), List.of(), List.of()),
                List.of(new Finding("UNRESOLVED", "linked, recorded by no event")));
    }

    private static Edge edge(int number) {
        return new Edge(
                commit(number),
                "follows",
                commit(number - 1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Strength.DECLARED,
                PUMP,
                new EventId("e" + number),
                0,
                TIME,
                number);
    }

    private static NodeRef commit(int number) {
        return new NodeRef(PUMP, "Commit", "n-%08d".formatted(number));
    }

    private static TraceStream stream(Trace trace, ObjectNode head) {
        return new TraceStream(trace.product(), head, trace.nodes(), trace.edges());
    }

    private static ObjectNode json(Trace trace, ObjectNode head) {
        return TraceJson.of(trace.product(), head, trace.nodes(), trace.edges());
    }
}
