package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.cli.LedgerClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Who typed an option is told of the option. */
class RefusedQueryTest {

    private static String told(String query, String problem) {
        return RefusedQuery.inOptions("/v1/products/rig/releases/1/trace?" + query, problem);
    }

    @Test
    void parametersAreToldAsTheOptionsThatWereGiven() {
        assertThat(told("validAt=x", "validAt must be ISO 8601 with Z, but is x"))
                .isEqualTo("--valid-at must be ISO 8601 with Z, but is x");
        assertThat(
                        told(
                                "asOfSeq=1&recordedAt=x",
                                "asOfSeq is 1 and recordedAt is x, but only one of them counts"))
                .isEqualTo("--as-of-seq is 1 and --recorded-at is x, but only one of them counts");
        assertThat(told("relations=nope", "relations: the vocabulary has no nope"))
                .isEqualTo("--relations: the vocabulary has no nope");
    }

    @Test
    void aValueThatTheQuestionCannotBeAskedWithIsWrongUsageToo() {
        assertThat(isOne(400, "parameter-form")).isTrue();
        assertThat(isOne(422, "not-earlier")).isTrue();
        assertThat(isOne(422, "trace-too-large")).isFalse();
        assertThat(isOne(404, "unknown-node")).isFalse();
    }

    private static boolean isOne(int status, String rule) {
        String body = "{\"type\": \"https://goldthread.dev/problems/%s\"}".formatted(rule);
        try {
            return RefusedQuery.isOne(
                    new Answer(
                            status, body, LedgerClient.JSON.readTree(body), OptionalInt.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void wordsOfASentenceStayWords() {
        assertThat(told("name=x&limit=3", "components of this name have no limit"))
                .isEqualTo("components of this name have no limit");
        assertThat(told("depth=3", "validAt must be a time")).startsWith("validAt");
    }
}
