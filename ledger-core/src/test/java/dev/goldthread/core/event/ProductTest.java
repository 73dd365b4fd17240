package dev.goldthread.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProductTest {

    /** log-format, "One log per product". */
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");

    @Test
    void takesExactlyWhatTheFormSays() {
        Random random = new Random(7);
        String alphabet = "ab9._-A ü\n";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(Product.isName(text.toString()))
                    .as("\"%s\"", text)
                    .isEqualTo(FORM.matcher(text).matches());
        }
    }

    @Test
    void hasAtMost128Characters() {
        assertThat(Product.isName("a".repeat(128))).isTrue();
        assertThat(Product.isName("a".repeat(129))).isFalse();
        assertThatThrownBy(() -> new Product("Infusion Pump"))
                .hasMessageContaining("Infusion Pump");
    }
}
