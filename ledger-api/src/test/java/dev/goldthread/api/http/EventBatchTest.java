package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBatchTest {

    @Test
    void cutsAnArrayIntoItsElementsByteForByte() {
        assertThat(json(" [ {\"a\":\"ü]\\\"\"} ,\n{\"b\":[1,{}]}, 12.5e3 ,\"te,xt\", null,[ ]]\n"))
                .containsExactly(
                        "{\"a\":\"ü]\\\"\"}",
                        "{\"b\":[1,{}]}",
                        "12.5e3",
                        "\"te,xt\"",
                        "null",
                        "[ ]");
    }

    @Test
    void leavesAnObjectAsItIs() {
        assertThat(json(" {\"a\":1} \n")).containsExactly(" {\"a\":1} \n");
    }

    @Test
    void anEmptyArrayHasNoEvents() {
        assertThat(json("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "nope", "1", "\"x\"", "[1", "{\"a\":", "{} {}", "[] []", "[1,]"})
    void refusesWhatIsNeitherObjectNorArray(String body) {
        assertThatThrownBy(() -> json(body))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("send a JSON object");
    }

    @Test
    void cutsLinesAndSkipsBlankOnes() {
        assertThat(texts(EventBatch.ofLines(bytes("{\"a\":1}\r\n\n  \t\noops\n{\"b\":2}"))))
                .containsExactly("{\"a\":1}\r", "oops", "{\"b\":2}");
    }

    @Test
    void takesTenThousandEventsAndNoMore() {
        assertThat(json("[" + "1,".repeat(9_999) + "1]")).hasSize(10_000);
        assertThatThrownBy(() -> json("[" + "1,".repeat(10_000) + "1]"))
                .hasMessageContaining("10000 events");
        assertThatThrownBy(() -> EventBatch.ofLines(bytes("1\n".repeat(10_001))))
                .hasMessageContaining("10000 events");
    }

    private static List<String> json(String body) {
        return texts(EventBatch.ofJson(bytes(body)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(List<byte[]> events) {
        return events.stream().map(event -> new String(event, StandardCharsets.UTF_8)).toList();
    }
}
