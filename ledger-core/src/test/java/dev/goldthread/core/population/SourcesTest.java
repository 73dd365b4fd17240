package dev.goldthread.core.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.EncodedData;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.population.SourceStatus.Finding;
import dev.goldthread.core.population.SourceStatus.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private static final Product PUMP = new Product("pump");
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String CI = "https://ci.example.org/acme/pump";

    private final Map<String, TreeSet<Long>> numbers = new TreeMap<>();
    private final Map<String, Long> counted = new TreeMap<>();
    private final List<Comparison> compared = new ArrayList<>();
    private int events;

    private void said(String uri, long seq) {
        events++;
        numbers.computeIfAbsent(uri, _ -> new TreeSet<>()).add(seq);
        counted.merge(uri, 1L, Long::sum);
    }

    private Sources sources() {
        List<SourceCount> counts = new ArrayList<>();
        numbers.forEach((uri, all) -> counts.add(count(uri, all)));
        return new Sources(counts, compared);
    }

    private SourceCount count(String uri, TreeSet<Long> all) {
        List<Range> ranges = new ArrayList<>();
        for (long number : all) {
            boolean joins = !ranges.isEmpty() && ranges.getLast().last() + 1 == number;
            ranges.add(new Range(joins ? ranges.removeLast().first() : number, number));
        }
        long said = counted.get(uri);
        return new SourceCount(uri, "ci", said, said, ranges, AT.plusSeconds(events));
    }

    private void reconciled(String uri, String result, List<String> missing) {
        reconciled(uri, Map.of("scope", "runs", "result", result, "missing", missing));
    }

    /** A list of the time between two hours before the comparison, which is of that day. */
    private void reconciled(String result, int from, int to, String... missing) {
        reconciled(CI, data("runs", result, from, to, missing));
    }

    private static Map<String, Object> data(
            String scope, String result, int from, int to, String... missing) {
        return Map.of(
                "scope",
                scope,
                "result",
                result,
                "periodFromAt",
                hour(from),
                "periodToAt",
                hour(to),
                "missing",
                List.of(missing));
    }

    private static Instant hour(int hour) {
        return Instant.parse("2026-03-01T%02d:00:00Z".formatted(hour));
    }

    private void reconciled(String uri, Map<String, Object> data) {
        events++;
        Event event =
                new Event(
                        new EventId("e" + events),
                        PUMP,
                        Sources.RECONCILED,
                        AT.plusSeconds(events),
                        new Actor(Actor.Kind.SYSTEM, "ci", Optional.empty()),
                        new Source(
                                "urn:goldthread:cli",
                                "goldthread-cli",
                                Optional.empty(),
                                OptionalLong.empty()),
                        new NodeRef(PUMP, "Source", uri),
                        List.of(),
                        new EventData("SourceReconciled", data),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>());
        compared.add(Comparison.of(EventOutline.of(event)));
    }

    private SourceStatus status(String uri) {
        return sources().statuses(AT.plus(Duration.ofDays(1)), Optional.empty()).stream()
                .filter(each -> each.uri().equals(uri))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(SourceStatus status) {
        return status.findings().stream().map(Finding::code).toList();
    }

    /** Numbers are given in the order of telling, which is not that of happening. */
    @Test
    void aNumberOfWhatHadNotHappenedByThenIsNotMissing() {
        SourceCount then =
                new SourceCount(
                        CI,
                        "ci",
                        2,
                        2,
                        List.of(new Range(2, 2), new Range(6, 6)),
                        AT,
                        List.of(new Range(3, 4), new Range(7, 9)));

        SourceStatus status =
                new Sources(List.of(then), List.of()).statuses(AT, Optional.empty()).getFirst();

        assertThat(status.missing()).containsExactly(new Range(1, 1), new Range(5, 5));
        assertThat(status.last()).hasValue(6);
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
    void theLatestComparisonCounts() {
        said(CI, 1);
        reconciled(CI, "DIFFERENT", List.of("run-7"));
        assertThat(codes(status(CI))).containsExactly("UNRECONCILED");

        reconciled(CI, "COMPLETE", List.of());
        assertThat(codes(status(CI))).isEmpty();
    }

    private List<List<String>> missing() {
        return status(CI).differing().stream().map(SourceStatus.Reconciled::missing).toList();
    }

    @Test
    void whatALaterListIsNotAboutStandsUntilOneIs() {
        said(CI, 1);
        reconciled("DIFFERENT", 1, 5, "run-7");
        reconciled("COMPLETE", 5, 9);
        assertThat(codes(status(CI))).containsExactly("UNRECONCILED");
        assertThat(status(CI).reconciled().orElseThrow().complete()).isTrue();
        assertThat(missing()).containsExactly(List.of("run-7"));

        reconciled("COMPLETE", 3, 9);
        assertThat(missing()).as("a part of its time").hasSize(1);

        reconciled("COMPLETE", 0, 4);
        assertThat(missing()).as("two lists are about all of it, together").isEmpty();
        assertThat(codes(status(CI))).isEmpty();
    }

    @Test
    void aLaterListThatDiffersTakesThePlaceOfAnEarlierOne() {
        said(CI, 1);
        reconciled("DIFFERENT", 1, 5, "run-7");
        reconciled("DIFFERENT", 1, 6, "run-8");

        assertThat(missing()).containsExactly(List.of("run-8"));
        assertThat(codes(status(CI))).containsExactly("UNRECONCILED");
    }

    @Test
    void aListOfOtherThingsTakesThePlaceOfNone() {
        said(CI, 1);
        reconciled("DIFFERENT", 1, 5, "run-7");
        reconciled(CI, data("deployments", "COMPLETE", 0, 9));
        assertThat(missing()).containsExactly(List.of("run-7"));
        reconciled(CI, with(data("runs", "COMPLETE", 0, 9), "listedTypes", List.of("Build")));
        assertThat(missing()).containsExactly(List.of("run-7"));

        reconciled(CI, data("deployments", "DIFFERENT", 0, 9, "d-1"));
        assertThat(missing()).containsExactly(List.of("run-7"), List.of("d-1"));
        assertThat(codes(status(CI))).containsExactly("UNRECONCILED", "UNRECONCILED");
    }

    private static Map<String, Object> with(Map<String, Object> data, String field, Object value) {
        Map<String, Object> changed = new TreeMap<>(data);
        changed.put(field, value);
        return changed;
    }

    private void part(String result, int number, String... missing) {
        reconciled(
                CI,
                with(
                        with(data("runs", result, 1, 5, missing), "listDigest", "sha256:" + result),
                        "part",
                        Map.of("number", (long) number, "total", 2L)));
    }

    @Test
    void thePartsOfAListAreOne() {
        said(CI, 1);
        part("DIFFERENT", 1, "run-7");
        assertThat(status(CI).findings().getFirst().reason()).contains("1 of its 2 parts");
        part("DIFFERENT", 2, "run-8");
        assertThat(missing()).containsExactly(List.of("run-7", "run-8"));

        part("COMPLETE", 1);
        assertThat(missing()).as("a list that lacks parts proves nothing").hasSize(2);
        part("COMPLETE", 2);
        assertThat(codes(status(CI))).isEmpty();
    }

    /** The tool that lists tells all parts at once, and the order of their ids is by chance. */
    @Test
    void partsOfOneInstantAreOfOneRoundEvenWhereOneOfBeforeNeverCame() {
        said(CI, 1);
        part("COMPLETE", 1);
        assertThat(codes(status(CI))).containsExactly("UNRECONCILED");

        part("COMPLETE", 2);
        part("COMPLETE", 1);
        Comparison last = compared.removeLast();
        compared.add(at(compared.removeLast(), last.result().at()));
        compared.add(last);

        assertThat(codes(status(CI))).isEmpty();
        assertThat(status(CI).reconciled().orElseThrow().event()).isEqualTo("e4");
    }

    private static Comparison at(Comparison comparison, Instant at) {
        SourceStatus.Reconciled result = comparison.result();
        return new Comparison(
                comparison.uri(),
                comparison.question(),
                comparison.from(),
                comparison.to(),
                comparison.listDigest(),
                comparison.part(),
                new SourceStatus.Reconciled(
                        result.event(),
                        at,
                        result.scope(),
                        result.complete(),
                        result.contradiction(),
                        result.missing(),
                        result.unexpected(),
                        result.cameParts(),
                        result.parts()));
    }

    @Test
    void aListThatContradictsItselfDiffersWhateverItSays() {
        said(CI, 1);
        reconciled("COMPLETE", 1, 5, "run-8");
        assertThat(reason()).contains("runs: its own list says that it agrees, but names 1");
        assertThat(status(CI).reconciled().orElseThrow().complete()).isFalse();

        reconciled(CI, counts(3, 1));
        assertThat(reason()).contains("says that it agrees, but lists 3, of which the ledger had");

        reconciled(CI, counts(1, 1));
        assertThat(codes(status(CI))).isEmpty();
    }

    private static Map<String, Object> counts(long listed, long recorded) {
        return with(
                with(data("runs", "COMPLETE", 1, 5), "listedCount", listed),
                "recordedCount",
                recorded);
    }

    private String reason() {
        assertThat(codes(status(CI))).containsExactly("UNRECONCILED");
        return status(CI).findings().getFirst().reason();
    }

    /** Those that together take the place of another, too. */
    @Test
    void whatLaterListsTookThePlaceOfIsNoneThatCounts() {
        said(CI, 1);
        reconciled("COMPLETE", 1, 5);
        reconciled("COMPLETE", 1, 3);
        reconciled(CI, data("tickets", "COMPLETE", 1, 3));
        reconciled("COMPLETE", 3, 6);

        assertThat(Sources.counting(compared))
                .containsExactlyInAnyOrderElementsOf(compared.subList(1, 4));
    }

    @Test
    void whatTheLedgerHasItselfSpeaksAgainstAList() {
        said(CI, 1);
        reconciled("COMPLETE", 1, 5);
        Comparison agrees = compared.getFirst();
        Map<EventId, String> flaws =
                Map.of(new EventId(agrees.result().event()), "lists 1, but the ledger has 2");

        compared.set(0, agrees.contradictedBy(Map.of()));
        assertThat(codes(status(CI))).isEmpty();
        compared.set(0, agrees.contradictedBy(flaws));
        assertThat(reason()).startsWith("runs: its own list lists 1, but the ledger has 2, by");
        assertThat(status(CI).reconciled().orElseThrow().complete()).isFalse();
    }

    @Test
    void aListKnowsNothingOfTheTimeAfterItWasTaken() {
        said(CI, 1);
        reconciled("DIFFERENT", 1, 23, "run-7");
        reconciled("COMPLETE", 1, 9);
        assertThat(missing()).as("the first was taken after nine").hasSize(1);

        reconciled("COMPLETE", 1, 23);
        assertThat(missing()).isEmpty();
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

        assertThat(codes(sources().statuses(tomorrow, Optional.of(Duration.ofHours(8))).getFirst()))
                .containsExactly("SILENT");
        assertThat(codes(sources().statuses(tomorrow, Optional.of(Duration.ofDays(2))).getFirst()))
                .isEmpty();
    }

    /** A run that ended says nothing ever after, and none of them can be mended. */
    @Test
    void ofTheSilenceOfPartsTheWholeTells() {
        String run = CI + "/runs/8#build";
        said(CI, 1);
        said(run, 1);
        said("https://cd.example.org", 1);
        Optional<Duration> hours = Optional.of(Duration.ofHours(8));
        Instant tomorrow = AT.plus(Duration.ofDays(1));

        assertThat(sources().statuses(tomorrow, hours))
                .filteredOn(each -> codes(each).contains("SILENT"))
                .extracting(SourceStatus::uri)
                .containsExactly("https://cd.example.org", CI);
        assertThat(sources().statuses(Set.of(run), tomorrow, hours))
                .as("it concerns who asks about the part alone")
                .filteredOn(each -> codes(each).contains("SILENT"))
                .extracting(SourceStatus::uri)
                .containsExactly(CI);

        assertThat(sources().statuses(AT.plus(Duration.ofHours(1)), hours))
                .allSatisfy(each -> assertThat(codes(each)).isEmpty());
    }

    @Test
    void aPartIsSilentWhereItsWholeIsNoSource() {
        said(CI + "/runs/8#build", 1);

        assertThat(
                        sources()
                                .statuses(
                                        AT.plus(Duration.ofDays(1)),
                                        Optional.of(Duration.ofHours(8))))
                .allSatisfy(each -> assertThat(codes(each)).containsExactly("SILENT"));
    }

    @Test
    void aListOfTheWholeConcernsItsParts() {
        String job = CI + "/job";
        said(job, 1);
        said("https://cd.example.org", 1);
        reconciled(CI, "COMPLETE", List.of());

        assertThat(uris(Set.of(job))).containsExactly(CI, job);
        assertThat(uris(Set.of("https://cd.example.org")))
                .containsExactly("https://cd.example.org");
        assertThat(uris(Set.of())).isEmpty();
    }

    private List<String> uris(Set<String> asked) {
        return sources().statuses(asked, AT, Optional.empty()).stream()
                .map(SourceStatus::uri)
                .toList();
    }

    @Test
    void whatIsCountedFromEventsIsOneCount() {
        SourceCounter counter = new SourceCounter(CI);
        for (long number : List.of(3L, 1L, 2L, 2L, 7L)) {
            counter.add(outline(OptionalLong.of(number)), AT.plusSeconds(number));
        }
        counter.add(outline(OptionalLong.empty()), AT.plusSeconds(60));

        assertThat(counter.count())
                .isEqualTo(
                        new SourceCount(
                                CI,
                                "ci",
                                6,
                                5,
                                List.of(new Range(1, 3), new Range(7, 7)),
                                AT.plusSeconds(60)));
    }

    private static EventOutline outline(OptionalLong number) {
        return new EventOutline(
                new EventId("e"),
                PUMP,
                "commit.pushed",
                AT,
                new Actor(Actor.Kind.SYSTEM, "ci", Optional.empty()),
                new Source(CI, "ci", Optional.empty(), number),
                new NodeRef(PUMP, "Commit", "c"),
                List.of(),
                EncodedData.NONE,
                Optional.empty());
    }

    @Test
    void aPartBeginsAtABoundaryOfTheAddress() {
        assertThat(Sources.isUnder(CI + "/runs/1", CI)).isTrue();
        assertThat(Sources.isUnder(CI + "#job", CI + "/")).isTrue();
        assertThat(Sources.isUnder(CI + "-two/runs/1", CI)).isFalse();
    }
}
