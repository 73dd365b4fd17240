package dev.goldthread.core.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceBookTest {

    private static final Product PUMP = new Product("pump");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String CI = "https://ci.example.org/job/pump";
    private static final String CD = "https://cd.example.org";

    private final SourceBook book = new SourceBook();

    private void add(long seq, String source, long number) {
        add(seq, "commit.pushed", source, OptionalLong.of(number), "c" + seq, Map.of());
    }

    private void add(
            long seq,
            String type,
            String source,
            OptionalLong number,
            String subject,
            Map<String, Object> data) {
        book.add(
                new Event(
                        new EventId("e" + seq),
                        PUMP,
                        type,
                        NOW,
                        new Actor(Actor.Kind.SYSTEM, "tool", Optional.empty()),
                        new Source(source, "tool", Optional.empty(), number),
                        new NodeRef(PUMP, type.startsWith("source") ? "Source" : "Commit", subject),
                        List.of(),
                        new EventData("Anything", data),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>()),
                seq,
                NOW);
    }

    private List<String> uris(Long... seqs) {
        return book.statuses(List.of(seqs), NOW, Optional.empty()).stream()
                .map(SourceStatus::uri)
                .toList();
    }

    @Test
    void namesTheSourcesOfTheseEntriesAlone() {
        add(0, CI, 1);
        add(1, CD, 1);
        add(2, CI, 3);

        assertThat(uris(0L)).containsExactly(CI);
        assertThat(uris(1L, 2L)).containsExactly(CD, CI);
        assertThat(uris(99L)).isEmpty();
    }

    @Test
    void aHoleAnywhereInTheSourcesCountIsSeenFromEachOfItsEntries() {
        add(0, CI, 1);
        add(1, CI, 3);

        assertThat(book.statuses(List.of(0L), NOW, Optional.empty()).getFirst().findings())
                .extracting(SourceStatus.Finding::code)
                .containsExactly("HOLE");
    }

    @Test
    void silenceIsHeldAgainstTheTimeThatIsGiven() {
        add(0, CI, 1);

        assertThat(silent(NOW.plusSeconds(60))).isEmpty();
        assertThat(silent(NOW.plusSeconds(7200))).containsExactly("SILENT");
    }

    private List<String> silent(Instant now) {
        return book.statuses(List.of(0L), now, Optional.of(Duration.ofHours(1))).stream()
                .flatMap(status -> status.findings().stream())
                .map(SourceStatus.Finding::code)
                .toList();
    }

    @Test
    void aListOfTheWholeConcernsItsParts() {
        add(0, CI, 1);
        add(
                1,
                "source.reconciled",
                "urn:cli",
                OptionalLong.empty(),
                "https://ci.example.org",
                Map.of("result", "DIFFERENT", "scope", "runs", "missing", List.of("x")));

        assertThat(uris(0L)).containsExactly("https://ci.example.org", CI);
    }

    @Test
    void entriesThatCannotBeReadHaveNoSource() {
        add(0, CI, 1);
        add(3, CD, 1);
        book.readTo(1_000);

        assertThat(uris(1L, 2L, 999L)).isEmpty();
        assertThat(uris(3L)).containsExactly(CD);
        assertThat(book.size()).isEqualTo(1_000);
        assertThatThrownBy(() -> add(5, CI, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
    }
}
