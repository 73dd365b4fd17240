package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {

    private static When after(String seq) {
        Optional<String> none = Optional.empty();
        return new When(Optional.of(seq), none, none, none);
    }

    @Test
    void nobodyWaitsForAPositionThatNoLogHas() {
        assertThat(after("0").awaited()).contains(0L);
        assertThatThrownBy(() -> after("-5").awaited())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("afterSeq must be 0 or more, but is -5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT5M", "PT0S", "PT-1S"})
    void aSilenceIsLongerThanNothing(String silentAfter) {
        assertThat(Populations.silentAfter(Optional.of("PT1S"))).contains(Duration.ofSeconds(1));
        assertThatThrownBy(() -> Populations.silentAfter(Optional.of(silentAfter)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("longer than nothing, but is " + silentAfter);
    }
}
