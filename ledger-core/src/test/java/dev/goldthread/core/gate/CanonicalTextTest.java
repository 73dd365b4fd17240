package dev.goldthread.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of one to four bytes in UTF-8, and all that RFC 8785 escapes in its several ways. */
    private static final String[] PIECES = {
        "rate",
        "\"",
        "\\",
        "/",
        "\b",
        "\t",
        "\n",
        "\f",
        "\r",
        "\u0000",
        "\u001f",
        "\u007f",
        "é",
        "\u2028",
        "針",
        "\uFB01",
        "💉",
        "\uD83D\uDC69\u200D\uD83D\uDD2C"
    };

    @Test
    void writesTextsAsRfc8785Does() throws Exception {
        Random random = new Random(8785);
        for (int i = 0; i < 500; i++) {
            Map<String, Object> tree =
                    new TreeMap<>(
                            Map.of(
                                    text(random),
                                    text(random),
                                    text(random) + "-",
                                    List.of(text(random), Map.of(text(random), true)),
                                    text(random) + "+",
                                    random.nextInt() * 1_000L));
            byte[] expected = new JsonCanonicalizer(JSON.writeValueAsString(tree)).getEncodedUTF8();

            CanonicalText written = new CanonicalText(CanonicalText.FIELDS_LENGTH);
            written.write(tree);

            assertThat(written.toBytes()).isEqualTo(expected);
            assertThat(written.toString()).isEqualTo(new String(expected, StandardCharsets.UTF_8));
            assertThat(written.sha256()).isEqualTo(Digest.sha256(expected));
        }
    }

    /** Long enough, now and then, that the buffer has to grow in the midst of it. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 600 : 12); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** As Java's own encoder does; the gate lets none through in a value. */
    @Test
    void aSurrogateWithoutItsOtherHalfIsAQuestionMark() {
        CanonicalText written = new CanonicalText(CanonicalText.FIELDS_LENGTH);

        written.write(Map.of("a\uD83D", "\uDC89b"));

        assertThat(written.toString()).isEqualTo("{\"a?\":\"?b\"}");
    }
}
