package dev.goldthread.streams.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456Z");

    @Test
    void readsBackWhatItWrote() {
        Refusal refusal =
                new Refusal(
                        "required-link",
                        "no link «builtFrom»",
                        "add one",
                        TIME,
                        Optional.of("/links"),
                        Optional.of("pump"),
                        Optional.of("event-1"),
                        Optional.of("pipeline"),
                        Optional.empty());

        assertThat(Refusal.of(refusal.toHeaders())).isEqualTo(refusal);
        assertThat(LedgerHeaders.value(refusal.toHeaders(), "reason"))
                .isEqualTo("required-link".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void cutsWhatIsTooLongForAHeader() {
        Refusal refusal =
                new Refusal(
                        "undecodable",
                        "x".repeat(5_000),
                        "",
                        TIME,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        assertThat(refusal.detail()).hasSizeLessThan(1_010);
    }

    @Test
    void refusesHeadersWithoutAReason() {
        assertThatThrownBy(
                        () ->
                                Refusal.of(
                                        new RecordHeaders()
                                                .add("time", TIME.toString().getBytes())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rule");
    }
}
