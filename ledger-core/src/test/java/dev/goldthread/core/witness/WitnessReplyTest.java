package dev.goldthread.core.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessReplyTest {

    private static final Cosigner WITNESS =
            new Cosigner(new KeyName("w.example"), SampleLog.key(2));

    private static WitnessReply parse(int status, String type, String body) {
        return WitnessReply.parse(status, type, body.getBytes(UTF_8));
    }

    @Test
    void readsCosignatures() {
        WitnessReply.Cosignatures two =
                new WitnessReply.Cosignatures(
                        List.of(WITNESS.cosign("a\n", 1), WITNESS.cosign("b\n", 2)));
        assertThat(WitnessReply.parse(200, "text/plain", two.toBytes())).isEqualTo(two);
    }

    @Test
    void readsConflictsByStatusAndType() {
        assertThat(parse(409, "text/x.tlog.size", "42\n")).isEqualTo(new WitnessReply.Conflict(42));
        assertThat(parse(409, "text/plain", "42\n")).isEqualTo(new WitnessReply.Refused(409, "42"));
    }

    @Test
    void tellsRefusalsInOneLine() {
        assertThat(parse(422, "", "bad\u0007 proof\nmore"))
                .isEqualTo(new WitnessReply.Refused(422, "bad\uFFFD proof"));
        assertThat(parse(500, "", "")).isEqualTo(new WitnessReply.Refused(500, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "042\n", "-1\n", "9223372036854775808\n", "42\n\n", "4 2\n"})
    void refusesOtherSizes(String body) {
        assertThatThrownBy(() -> parse(409, "text/x.tlog.size", body))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "ok\n", "— w.example AAAAAAA=", "— w.example AAAAAAA=\r\n"})
    void refusesOtherLines(String body) {
        assertThatThrownBy(() -> parse(200, "text/plain", body))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void boundsTheAnswer() {
        byte[] large = new byte[WitnessReply.LENGTH_MAX_BYTES + 1];
        assertThatThrownBy(() -> WitnessReply.parse(500, "", large))
                .isInstanceOf(MalformedException.class);
    }
}
