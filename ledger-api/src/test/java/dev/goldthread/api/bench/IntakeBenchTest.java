package dev.goldthread.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntakeBenchTest {

    @Test
    void aShortAnswerIsToldWhole() {
        assertThat(IntakeBench.beginning("{\"title\":\"no\"}")).isEqualTo("{\"title\":\"no\"}");
    }

    @Test
    void ofALongAnswerTheBeginningIsToldAndHowMuchIsNot() {
        assertThat(IntakeBench.beginning("x".repeat(3_000_000)))
                .isEqualTo("x".repeat(2_000) + "... and 2998000 characters more");
    }
}
