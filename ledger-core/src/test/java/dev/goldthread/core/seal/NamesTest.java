package dev.goldthread.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ledger.example.org", "localhost", "a", "1.2", "a-b.c--d.e1"})
    void acceptsLedgerNames(String text) {
        assertThat(new LedgerName(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "-a",
                "a-",
                "A.org",
                "a_b",
                "a b",
                "a/b",
                "a+b",
                "a\n",
                "bücher.example",
                "a:8080",
                "https://a"
            })
    void refusesOtherLedgerNames(String text) {
        assertThatThrownBy(() -> new LedgerName(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("ledger name must be");
    }

    @Test
    void boundsLedgerNames() {
        String label = "a".repeat(63);
        assertThat(new LedgerName(label).text()).hasSize(63);
        assertThatThrownBy(() -> new LedgerName(label + "a"))
                .isInstanceOf(MalformedException.class);
        String longest = String.join(".", label, label, label, "a".repeat(61));
        assertThat(new LedgerName(longest).text()).hasSize(253);
        assertThatThrownBy(() -> new LedgerName(longest + "a"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("(256 characters)");
    }

    @Test
    void anOriginIsLedgerAndProduct() {
        Origin origin = Origin.parse("ledger.example.org/infusion-pump");
        assertThat(origin)
                .isEqualTo(
                        new Origin(
                                new LedgerName("ledger.example.org"),
                                new Product("infusion-pump")));
        assertThat(origin.text()).isEqualTo("ledger.example.org/infusion-pump");
        assertThat(origin.keyName().text()).isEqualTo(origin.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "ledger.example.org", "a/", "/b", "a/b/c", "a/B", "a /b"})
    void refusesOtherOrigins(String text) {
        assertThatThrownBy(() -> Origin.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\tb", "a\nb", "a\u007fb"})
    void refusesOtherKeyNames(String text) {
        assertThatThrownBy(() -> new KeyName(text)).isInstanceOf(MalformedException.class);
    }
}
