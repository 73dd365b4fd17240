package dev.goldthread.api.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.goldthread.api.adapter.Reading;
import dev.goldthread.core.gate.Violation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    private static Violation refusal(byte[] body) {
        UnfitException unfit =
                catchThrowableOfType(UnfitException.class, () -> StrictJson.read(body, ""));
        return ((Reading.Refused) unfit.reading()).violations().getFirst();
    }

    private static Violation refusal(String body) {
        return refusal(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesTenThousandLevels() {
        assertThat(refusal("[".repeat(10_000) + "]".repeat(10_000)).rule())
                .isEqualTo("too-deep-or-long");
        assertThat(refusal("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)).rule())
                .isEqualTo("too-deep-or-long");
    }

    @Test
    void refusesAMemberThatStandsTwiceAndNamesIt() {
        Violation violation = refusal("{\"a\": {\"b\": 1, \"b\": 2}}");
        assertThat(violation.rule()).isEqualTo("duplicate-member");
        assertThat(violation.field()).isEqualTo("/a/b");
    }

    @Test
    void refusesNumbersThatNobodyNeeds() {
        assertThat(refusal("{\"a\": " + "9".repeat(5_000) + "}").rule())
                .isEqualTo("too-deep-or-long");
    }

    @Test
    void refusesOtherCharsets() {
        assertThat(refusal("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE)).rule())
                .isEqualTo("not-json");
        assertThat(refusal("{\"a\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1)).rule())
                .isEqualTo("not-utf-8");
    }

    @Test
    void refusesTwoValuesAndNone() {
        assertThat(refusal("{} {}").rule()).isEqualTo("not-json");
        assertThat(refusal("").rule()).isEqualTo("not-json");
        assertThat(refusal("{\"a\": ").rule()).isEqualTo("not-json");
    }
}
