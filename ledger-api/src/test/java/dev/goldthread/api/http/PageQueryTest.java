package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.graph.GraphView.Position;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageQueryTest {

    private static final String ASKED = "/v1/products/pump/pending?validAt=2026-03-01T10:00:00Z";
    private static final Position SEVEN = new Position(7, Instant.parse("2026-03-01T10:00:00Z"));
    private static final List<Integer> ALL = List.of(1, 2, 3, 4, 5);

    @ParameterizedTest
    @ValueSource(strings = {"", "&limit=3", "&afterSeq=9"})
    void theSameQuestionGoesOnAtTheSamePosition(String more) {
        PageQuery second = page(ASKED + more, Optional.of(next(ASKED)));

        assertThat(second.shown(ALL)).startsWith(3, 4);
        assertThat(second.of(new When(NO, NO, NO, NO)).asOfSeq()).contains("7");
    }

    @Test
    void theOrderOfParametersIsNoOtherQuestion() {
        String next = next("/v1/x?asOfSeq=7&validAt=2026-03-01T10:00:00Z");

        assertThat(
                        page("/v1/x?validAt=2026-03-01T10:00:00Z&asOfSeq=7", Optional.of(next))
                                .shown(ALL))
                .containsExactly(3, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "of another list, /v1/products/pump/deployments?validAt=2026-03-01T10:00:00Z",
        "of another product, /v1/products/valve/pending?validAt=2026-03-01T10:00:00Z",
        "without the time, /v1/products/pump/pending",
        "of another time, /v1/products/pump/pending?validAt=2026-03-02T10:00:00Z",
        "of another position, /v1/products/pump/pending?validAt=2026-03-01T10:00:00Z&asOfSeq=2",
    })
    void anotherQuestionIsNotAnsweredFromThere(String other, String asked) {
        PageQuery page = page(asked, Optional.of(next(ASKED)));

        assertThatThrownBy(() -> page.of(new When(NO, NO, NO, NO)))
                .as(other)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("next of an answer to the same question");
        assertThatThrownBy(() -> page.shown(ALL)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "NC4x", "!", ""})
    void whatIsNoMarkIsRefused(String after) {
        PageQuery page = page(ASKED, Optional.of(after));

        assertThatThrownBy(() -> page.shown(ALL))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("from the beginning");
    }

    private static final Optional<String> NO = Optional.empty();

    private static String next(String asked) {
        ObjectNode answer = Json.object();
        page(asked, Optional.empty()).cut(ALL, SEVEN, answer);
        return answer.get("next").asText();
    }

    /** A request that nobody sent does not read its own query. */
    private static PageQuery page(String asked, Optional<String> after) {
        MutableHttpRequest<Object> request = HttpRequest.GET(asked);
        int query = asked.indexOf('?');
        String pairs = query < 0 ? "" : asked.substring(query + 1);
        for (String pair : pairs.isEmpty() ? new String[0] : pairs.split("&")) {
            String[] parts = pair.split("=", 2);
            request.getParameters().add(parts[0], parts[1]);
        }
        return new PageQuery(Optional.of("2"), after, request);
    }
}
