package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.drawing.SvgDrawing;
import dev.goldthread.api.http.GraphQuestion.Following;
import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.TraceNode;
import dev.goldthread.core.trace.TracePath;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Traces and ways in the form that the request asks for: JSON, JSON lines or a drawing. */
@Singleton
final class TraceAnswers {

    static final String LINES = "application/x-ndjson";
    static final String SVG = "image/svg+xml";

    private final Answers answers;

    TraceAnswers(Answers answers) {
        this.answers = answers;
    }

    /**
     * @param more adds to the front of the answer what is to be said before the nodes
     */
    HttpResponse<?> of(
            HttpRequest<?> request, Following<Trace> question, BiConsumer<Trace, ObjectNode> more) {
        Crossed<Trace> crossed = answers.crossed(question);
        Trace trace = crossed.answer();
        ObjectNode head = TraceJson.head(trace);
        answers.stand(head, question.product(), question.when(), crossed);
        more.accept(trace, head);
        return of(request, new Part(trace.root(), head, trace.nodes(), trace.edges()));
    }

    /** A way between two nodes, about which nothing is found. */
    HttpResponse<?> way(HttpRequest<?> request, Following<TracePath> question) {
        Crossed<TracePath> crossed = answers.crossed(question);
        TracePath path = crossed.answer();
        ObjectNode head = TraceJson.head(question.product(), path);
        answers.stand(head, question.product(), question.when(), crossed);
        List<TraceNode> nodes =
                path.nodes().stream().map(node -> new TraceNode(node, List.of())).toList();
        return of(request, new Part(path.from(), head, nodes, path.edges()));
    }

    /**
     * A part of the graph that is answered with.
     *
     * @param root of the product that was asked
     * @param head all members but nodes and edges
     */
    private record Part(NodeRef root, ObjectNode head, List<TraceNode> nodes, List<Edge> edges) {

        private TraceStream stream() {
            return new TraceStream(root.product(), head, nodes, edges);
        }
    }

    private static HttpResponse<?> of(HttpRequest<?> request, Part part) {
        String form = form(request);
        return HttpResponse.ok(
                        switch (form) {
                            case SVG -> drawing(part);
                            case LINES -> part.stream().lines();
                            default -> part.stream().body();
                        })
                .contentType(MediaType.of(form))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    /** The first form of those accepted, best first, that there is. */
    private static String form(HttpRequest<?> request) {
        return request.accept().stream()
                .map(MediaType::getName)
                .filter(name -> name.equals(SVG) || name.equals(LINES) || isJson(name))
                .findFirst()
                .filter(name -> !isJson(name))
                .orElse(MediaType.APPLICATION_JSON);
    }

    private static boolean isJson(String name) {
        return name.equals(MediaType.APPLICATION_JSON) || name.equals(MediaType.ALL);
    }

    private static byte[] drawing(Part part) {
        try {
            // Before its JSON is made, which a large one would not be worth.
            SvgDrawing.requireDrawable(
                    part.root(), part.nodes().stream().map(node -> node.node().ref()));
            ObjectNode json =
                    TraceJson.of(part.root().product(), part.head(), part.nodes(), part.edges());
            return SvgDrawing.draw(
                            dev.goldthread.api.drawing.TraceJson.read(json), Vocabulary.GOLDTHREAD)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (SvgDrawing.TooLargeException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "drawing-too-large",
                    String.valueOf(e.getMessage()));
        }
    }
}
