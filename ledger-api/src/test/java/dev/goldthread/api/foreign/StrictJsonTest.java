package dev.goldthread.api.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.goldthread.core.gate.Violation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    private static Violation refusal(byte[] body) {
        return catchThrowableOfType(UnreadableException.class, () -> StrictJson.read(body))
                .violation();
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

    @Test
    void passesOverAByteOrderMark() throws UnreadableException {
        assertThat(
                        StrictJson.read("\uFEFF{\"a\": 1}".getBytes(StandardCharsets.UTF_8))
                                .path("a")
                                .intValue())
                .isEqualTo(1);
    }

    @Test
    void namesThePlaceOfATextInsideABody() {
        assertThat(
                        catchThrowableOfType(
                                        UnreadableException.class,
                                        () ->
                                                StrictJson.read(
                                                        "{\"b\": 1, \"b\": 2}"
                                                                .getBytes(StandardCharsets.UTF_8),
                                                        "/payload"))
                                .violation()
                                .field())
                .isEqualTo("/payload/b");
    }
}
