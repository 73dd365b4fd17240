package dev.goldthread.streams.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventCodec.Heading;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.seal.RecentIds.Match;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentIdsTest {

    private static final Product PUMP = new Product("pump");

    @Test
    void tellsRepetitionsFromConflicts() {
        RecentIds ids = new RecentIds(10);
        ids.remember(heading("a", "content", "raw"));

        assertThat(ids.find(heading("b", "content", "raw"))).isEqualTo(Match.UNKNOWN);
        assertThat(ids.find(heading("a", "content", ""))).isEqualTo(Match.SAME);
        assertThat(ids.find(heading("a", "mapped anew", "raw"))).isEqualTo(Match.SAME);
        assertThat(ids.find(heading("a", "other", "other raw"))).isEqualTo(Match.OTHER);
        assertThat(ids.find(heading("a", "other", ""))).isEqualTo(Match.OTHER);
    }

    @Test
    void keepsProductsApart() {
        RecentIds ids = new RecentIds(10);
        ids.remember(heading("a", "content", ""));
        Heading other =
                new Heading(
                        new EventId("a"),
                        new Product("other"),
                        Digest.sha256("content"),
                        Optional.empty());

        assertThat(ids.find(other)).isEqualTo(Match.UNKNOWN);
    }

    @Test
    void letsTheFirstSubmissionStand() {
        RecentIds ids = new RecentIds(10);
        ids.remember(heading("a", "first", ""));
        ids.remember(heading("a", "second", ""));

        assertThat(ids.size()).isEqualTo(1);
        assertThat(ids.find(heading("a", "first", ""))).isEqualTo(Match.SAME);
        assertThat(ids.find(heading("a", "second", ""))).isEqualTo(Match.OTHER);
    }

    @Test
    void refusesSizesOutOfRange() {
        assertThatThrownBy(() -> new RecentIds(0)).hasMessageContaining("but are 0");
    }

    /** Against a map that drops its eldest entry: same answers, whatever the order of calls. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,7", "4,100", "5,1000", "6,1024", "7,1025", "8,5000"})
    void agreesWithAMapThatDropsItsEldest(long seed, int capacity) {
        Random random = new Random(seed);
        RecentIds ids = new RecentIds(capacity);
        Map<String, String> model = new LinkedHashMap<>();
        for (int step = 0; step < 30_000; step++) {
            String id = "id-" + random.nextInt(capacity * 3);
            String content = "content-" + random.nextInt(2);
            Heading heading = heading(id, content, "");
            String known = model.get(id);
            Match expected =
                    known == null
                            ? Match.UNKNOWN
                            : known.equals(content) ? Match.SAME : Match.OTHER;

            assertThat(ids.find(heading)).as("step %d, %s", step, id).isEqualTo(expected);

            if (random.nextBoolean()) {
                ids.remember(heading);
                model.putIfAbsent(id, content);
                if (model.size() > capacity) {
                    model.remove(model.keySet().iterator().next());
                }
            }
            assertThat(ids.size()).isEqualTo(model.size());
        }
    }

    private static Heading heading(String id, String content, String raw) {
        return new Heading(
                new EventId(id),
                PUMP,
                Digest.sha256(content),
                raw.isEmpty() ? Optional.empty() : Optional.of(Digest.sha256(raw)));
    }
}
