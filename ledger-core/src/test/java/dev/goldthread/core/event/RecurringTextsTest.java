package dev.goldthread.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurringTextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "testrun.finished", "Größe", "\uD83D\uDE00", "person:u-1041"})
    void isTheTextOfItsBytesEachTime(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);

        for (int time = 0; time < 3; time++) {
            assertThat(RecurringTexts.at(bytes, 1, bytes.length - 2)).isEqualTo(text);
        }
    }

    @Test
    void isOneText() {
        assertThat(at("testrun.finished")).isSameAs(at("testrun.finished"));
    }

    /** Far more than there are places, many of them in the same one. */
    @Test
    void neverGivesAnother() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                assertThat(at("bench-" + i)).isEqualTo("bench-" + i);
                assertThat(at("x".repeat(i % 100))).isEqualTo("x".repeat(i % 100));
            }
        }
    }

    private static String at(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return RecurringTexts.at(bytes, 0, bytes.length);
    }
}
