package dev.goldthread.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scanners say what the vocabulary's patterns say. */
class FormScannerTest {

    private static final int TEXTS = 20_000;

    private static final List<String> STARTS =
            List.of("", "sha256:", "gitCommit:", "acme/pump#", "https:", "a1+.-:", "infusion-");

    private static final String CHARACTERS =
            "aazfAZ0099#:._-+ \t\n\u0000\u001f\u007f\u0085\u00a0é€\ud83d\ude00\ud83d\u3000?@/";

    private static final List<Integer> LENGTHS =
            List.of(0, 1, 2, 18, 19, 40, 64, 120, 128, 200, 256, 1024, 2040);

    static List<Pattern> patterns() throws Exception {
        List<Pattern> patterns = new ArrayList<>();
        for (JsonNode form : new ObjectMapper().readTree(Vocabulary.TEXT).get("idForms")) {
            patterns.add(Pattern.compile(form.get("pattern").textValue()));
        }
        return patterns;
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void takesWhatThePatternTakes(Pattern pattern) {
        Random random = new Random(20_260_301);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            assertThat(FormScanner.takes(pattern, text))
                    .as("%s against %s", text, pattern)
                    .isEqualTo(matches(pattern, text));
        }
    }

    /** A product's name has at most so many characters, which its pattern does not say. */
    private static boolean matches(Pattern pattern, String text) {
        boolean isTooLong =
                pattern.pattern().equals("[a-z0-9]+([._-][a-z0-9]+)*")
                        && text.length() > Product.LENGTH_MAX;
        return pattern.matcher(text).matches() && !isTooLong;
    }

    /** Mostly one character again and again, around the lengths where the forms end. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder(STARTS.get(random.nextInt(STARTS.size())));
        int length = LENGTHS.get(random.nextInt(LENGTHS.size())) + random.nextInt(3) - 1;
        String filling = random.nextInt(4) == 0 ? "\ud83d\ude00" : random.nextBoolean() ? "a" : "7";
        text.append(filling.repeat(Math.max(0, length)));
        for (int i = random.nextInt(3); i > 0; i--) {
            char odd = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            text.insert(random.nextInt(text.length() + 1), odd);
        }
        return text.toString();
    }
}
