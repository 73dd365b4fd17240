package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.crossing.Crossing.Reached;
import dev.goldthread.core.crossing.Crossing.Searched;
import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView.Position;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeptListsTest {

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final When NOW =
            new When(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** A list that stands on a position. */
    private record Numbers(Position asOf, int length, int parts) {}

    private final KeptLists<Numbers> lists =
            new KeptLists<>(Numbers::asOf, Numbers::length, Numbers::parts);
    private int partsOfAnItem = 5;
    private int made;

    @Test
    void aPageTakesTheListThatThePageBeforeMade() {
        Crossed<Numbers> first = ask(NOW, firstPage(), 7, 2_500);

        assertThat(ask(NOW, pageAfter(7, 1_000), 9, 1)).isSameAs(first);
        assertThat(ask(NOW, pageAfter(7, 2_000), 9, 1)).isSameAs(first);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void whatIsAskedWithoutAPositionIsMadeAnew() {
        ask(NOW, firstPage(), 7, 2_500);

        assertThat(ask(NOW, firstPage(), 9, 2_600).answer().length()).isEqualTo(2_600);
    }

    @Test
    void aListIsNotKeptWhenAPartitionCouldNotBeAsked() {
        TreeMap<Integer, String> unasked = new TreeMap<>(Map.of(3, "its instance is away"));
        lists.of(NOW, firstPage(), () -> make(7, 2_500, List.of(), unasked));
        ask(NOW, pageAfter(7, 1_000), 7, 2_500);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void anotherPositionIsAnotherList() {
        ask(NOW, firstPage(), 7, 2_500);
        ask(NOW, pageAfter(8, 1_000), 8, 2_500);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void anotherValidTimeIsAnotherList() {
        ask(asOf("7"), firstPage(), 7, 2_500);
        MutableHttpRequest<Object> another = HttpRequest.GET("/v1/matrix");
        another.getParameters().add("validAt", "2026-01-01T00:00:00Z");
        ask(asOf("7"), page(another, Optional.empty()), 7, 2_500);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void anotherReleaseIsAnotherList() {
        ask(asOf("7"), firstPage(), 7, 2_500);
        ask(asOf("7"), page(HttpRequest.GET("/v1/other"), Optional.empty()), 7, 2_500);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void whoWaitsForAPositionIsNotAnsweredFromWhatIsKept() {
        ask(NOW, firstPage(), 7, 2_500);
        When waiting =
                new When(Optional.of("9"), Optional.empty(), Optional.empty(), Optional.empty());
        ask(waiting, pageAfter(7, 1_000), 7, 2_500);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void aListThatRestsOnAnotherProductIsMadeForEachPage() {
        Reached valve =
                new Reached(
                        new Product("valve-kit"),
                        1,
                        State.NOT_SERVED,
                        3,
                        Optional.empty(),
                        "its partition is not served");
        for (PageQuery page : List.of(firstPage(), pageAfter(7, 1_000))) {
            lists.of(NOW, page, () -> make(7, 2_500, List.of(valve)));
        }

        assertThat(made).isEqualTo(2);
    }

    @Test
    void aListThatEndsWithItsFirstPageIsNotKept() {
        ask(NOW, firstPage(), 7, 1_000);
        ask(asOf("7"), firstPage(), 7, 1_000);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void theListThatWasNotAskedForLongestGivesWay() {
        for (int seq = 1; seq <= 3; seq++) {
            ask(asOf(Integer.toString(seq)), firstPage(), seq, 9_000);
        }
        ask(NOW, pageAfter(3, 1_000), 3, 9_000);
        ask(NOW, pageAfter(2, 1_000), 2, 9_000);
        assertThat(made).isEqualTo(3);

        ask(NOW, pageAfter(1, 1_000), 1, 9_000);
        assertThat(made).isEqualTo(4);
    }

    @Test
    void aListLongerThanAllThatMayBeKeptIsMadeForEachPage() {
        ask(NOW, firstPage(), 7, 20_001);
        ask(NOW, pageAfter(7, 1_000), 7, 20_001);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void aShortListOfAnAnswerThatHoldsMuchIsMadeForEachPage() {
        partsOfAnItem = 100;
        ask(NOW, firstPage(), 7, 1_001);
        ask(NOW, pageAfter(7, 1_000), 7, 1_001);

        assertThat(made).isEqualTo(2);
    }

    /** What an answer holds beside its list counts: a log that grows has many such answers. */
    @Test
    void answersThatTogetherHoldMuchGiveWay() {
        partsOfAnItem = 40;
        for (int seq = 1; seq <= 3; seq++) {
            ask(NOW, firstPage(), seq, 1_001);
        }
        ask(NOW, pageAfter(2, 1_000), 2, 1_001);
        assertThat(made).isEqualTo(3);

        ask(NOW, pageAfter(1, 1_000), 1, 1_001);
        assertThat(made).isEqualTo(4);
    }

    /** How long a source may say nothing is told beside the list. */
    @Test
    void anotherSilenceIsNoOtherList() {
        Crossed<Numbers> first = ask(asOf("7"), firstPage(), 7, 2_500);
        MutableHttpRequest<Object> silence = HttpRequest.GET("/v1/matrix");
        silence.getParameters().add("silentAfter", "PT24H");

        assertThat(ask(asOf("7"), page(silence, Optional.empty()), 7, 2_500)).isSameAs(first);
    }

    private Crossed<Numbers> ask(When when, PageQuery page, long seq, int length) {
        return lists.of(when, page, () -> make(seq, length, List.of()));
    }

    private Crossed<Numbers> make(long seq, int length, List<Reached> products) {
        return make(seq, length, products, new TreeMap<>());
    }

    private Crossed<Numbers> make(
            long seq,
            int length,
            List<Reached> products,
            SortedMap<Integer, String> unaskedPartitions) {
        made++;
        return new Crossed<>(
                new Numbers(new Position(seq, TIME), length, length * partsOfAnItem),
                products,
                Optional.of(new Searched(1, 0, unaskedPartitions)));
    }

    private static PageQuery firstPage() {
        return page(Optional.empty());
    }

    private static PageQuery pageAfter(long seq, int item) {
        List<String> place = List.of(Long.toString(seq), Integer.toString(item));
        return page(Optional.of(Paging.cursor(firstPage().question(), place)));
    }

    private static PageQuery page(Optional<String> after) {
        return page(HttpRequest.GET("/v1/matrix"), after);
    }

    private static PageQuery page(HttpRequest<?> request, Optional<String> after) {
        return new PageQuery(Optional.empty(), after, request);
    }

    private static When asOf(String seq) {
        return new When(Optional.empty(), Optional.of(seq), Optional.empty(), Optional.empty());
    }
}
