package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.drawing.SvgDrawing;
import dev.goldthread.api.http.GraphQuestion.Following;
import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.trace.Trace;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Traces in the form that the request asks for: JSON, JSON lines or a drawing. */
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
        String form = form(request);
        return HttpResponse.ok(
                        switch (form) {
                            case SVG -> drawing(trace, head);
                            case LINES -> TraceStream.of(trace, head).lines();
                            default -> TraceStream.of(trace, head).body();
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

    private static byte[] drawing(Trace trace, ObjectNode head) {
        try {
            // Before its JSON is made, which a large one would not be worth.
            SvgDrawing.requireDrawable(
                    trace.root(), trace.nodes().stream().map(node -> node.node().ref()));
            return SvgDrawing.draw(
                            dev.goldthread.api.drawing.TraceJson.read(TraceJson.of(trace, head)),
                            Vocabulary.GOLDTHREAD)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (SvgDrawing.TooLargeException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "drawing-too-large",
                    String.valueOf(e.getMessage()));
        }
    }
}
