package dev.goldthread.core.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.population.SourceStatus.Finding;
import dev.goldthread.core.population.SourceStatus.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private static final Product PUMP = new Product("pump");
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String CI = "https://ci.example.org/acme/pump";

    private final Sources sources = new Sources();
    private int events;

    private void said(String uri, long seq) {
        add(uri, OptionalLong.of(seq), "build.finished", new NodeRef(PUMP, "Build", "b"), Map.of());
    }

    private void add(
            String uri, OptionalLong seq, String type, NodeRef subject, Map<String, Object> data) {
        events++;
        sources.add(
                new Event(
                        new EventId("e" + events),
                        PUMP,
                        type,
                        AT.plusSeconds(events),
                        new Actor(Actor.Kind.SYSTEM, "ci", Optional.empty()),
                        new Source(uri, "ci", Optional.empty(), seq),
                        subject,
                        List.of(),
                        new EventData("BuildFinished", data),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>()),
                AT.plusSeconds(events));
    }

    private void reconciled(String uri, String result, List<String> missing) {
        add(
                "urn:goldthread:cli",
                OptionalLong.empty(),
                "source.reconciled",
                new NodeRef(PUMP, "Source", uri),
                Map.of("scope", "runs", "result", result, "missing", missing));
    }

    private SourceStatus status(String uri) {
        return sources.statuses(AT.plus(Duration.ofDays(1)), Optional.empty()).stream()
                .filter(each -> each.uri().equals(uri))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(SourceStatus status) {
        return status.findings().stream().map(Finding::code).toList();
    }

    @Test
    void missingNumbersAreRangesWhateverOrderTheyComeIn() {
        for (long seq : List.of(9L, 2L, 5L, 3L, 6L)) {
            said(CI, seq);
        }

        SourceStatus status = status(CI);

        assertThat(status.missing())
                .containsExactly(new Range(1, 1), new Range(4, 4), new Range(7, 8));
        assertThat(status.first()).hasValue(2);
        assertThat(status.last()).hasValue(9);
        assertThat(codes(status)).containsExactly("HOLE");
    }

    @Test
    void aSourceWithoutHolesHasNoFinding() {
        for (long seq = 1; seq <= 100; seq++) {
            said(CI, seq);
        }
        said("urn:zero", 0);

        assertThat(status(CI).findings()).isEmpty();
        assertThat(status("urn:zero").missing()).isEmpty();
    }

    @Test
    void aNumberThatCameTwiceIsCounted() {
        said(CI, 1);
        said(CI, 1);

        assertThat(status(CI).repeated()).isEqualTo(1);
        assertThat(status(CI).findings()).isEmpty();
    }

    @Test
    void randomOrdersGiveWhatASetGives() {
        Random random = new Random(7);
        for (int run = 0; run < 50; run++) {
            Numbers numbers = new Numbers();
            TreeSet<Long> model = new TreeSet<>();
            for (int i = 0; i < 40; i++) {
                long number = 1 + random.nextInt(60);
                numbers.add(number);
                model.add(number);
            }
            TreeSet<Long> missing = new TreeSet<>();
            numbers.missing()
                    .forEach(
                            range -> {
                                for (long n = range.first(); n <= range.last(); n++) {
                                    missing.add(n);
                                }
                            });
            TreeSet<Long> expected = new TreeSet<>();
            for (long n = 1; n <= model.last(); n++) {
                if (!model.contains(n)) {
                    expected.add(n);
                }
            }
            assertThat(missing).isEqualTo(expected);
        }
    }

    @Test
    void theLatestComparisonCounts() {
        said(CI, 1);
        reconciled(CI, "DIFFERENT", List.of("run-7"));
        assertThat(codes(status(CI))).containsExactly("UNRECONCILED");

        reconciled(CI, "COMPLETE", List.of());
        assertThat(codes(status(CI))).isEmpty();
    }

    @Test
    void aSourceThatListsButNeverSpokeIsSilent() {
        reconciled(CI, "DIFFERENT", List.of("run-7"));

        assertThat(codes(status(CI))).containsExactly("UNRECONCILED", "SILENT");
    }

    @Test
    void whatItsJobsSayTheSourceSays() {
        reconciled(CI, "DIFFERENT", List.of("run-7"));
        said(CI + "/runs/8#build", 1);

        assertThat(codes(status(CI))).containsExactly("UNRECONCILED");
    }

    @Test
    void aSourceIsSilentAfterItsTime() {
        said(CI, 1);
        Instant tomorrow = AT.plus(Duration.ofDays(1));

        assertThat(codes(sources.statuses(tomorrow, Optional.of(Duration.ofHours(8))).getFirst()))
                .containsExactly("SILENT");
        assertThat(codes(sources.statuses(tomorrow, Optional.of(Duration.ofDays(2))).getFirst()))
                .isEmpty();
    }

    @Test
    void aPartBeginsAtABoundaryOfTheAddress() {
        assertThat(Sources.isUnder(CI + "/runs/1", CI)).isTrue();
        assertThat(Sources.isUnder(CI + "#job", CI + "/")).isTrue();
        assertThat(Sources.isUnder(CI + "-two/runs/1", CI)).isFalse();
    }
}
