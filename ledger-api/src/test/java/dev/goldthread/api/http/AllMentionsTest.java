package dev.goldthread.api.http;

import static dev.goldthread.api.http.BadManners.bad;
import static dev.goldthread.api.http.BadManners.changed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.Fellow.Manner;
import dev.goldthread.api.routing.FakePlaces;
import dev.goldthread.api.routing.Forwarder;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.Routing;
import dev.goldthread.core.crossing.Mention;
import dev.goldthread.core.crossing.Mention.How;
import dev.goldthread.core.crossing.Mentions.Found;
import dev.goldthread.core.crossing.Search.Aim;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.Presence;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who speaks of a node, asked over HTTP of those who have the partitions: all who do are found, or
 * the partition is named as one that was not asked.
 */
class AllMentionsTest {

    private static final HostInfo SELF = new HostInfo("127.0.0.1", 1);
    private static final Presence ABSENT = new Presence.Absent("not here");
    private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final AsOf BY_THEN = new AsOf(new Recorded.By(THEN), Optional.of(THEN));
    private static final NodeRef NODE =
            new NodeRef(new Product("pump"), "Artifact", "sha256:" + "a".repeat(64));
    private static final AllMentions.Here NOTHING_HERE =
            (_, _, _) -> {
                throw new NotReadyException("not here");
            };

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void findsWhatEachPartitionKnows() throws Exception {
        Fellow owner = fellow(Fellow.WELL);

        Found found = ask(3, owner.address(), List.of());

        assertThat(found.mentions()).containsExactly(mention(0), mention(1), mention(2));
        assertThat(found.unasked()).isEmpty();
    }

    @Test
    void asksAboutTheNodesAsOfTheSameTime() throws Exception {
        List<String> questions = new ArrayList<>();
        Fellow owner =
                new Fellow(
                        (path, question) -> {
                            questions.add(question);
                            return know(path, question);
                        },
                        Fellow.WELL);
        opened.add(owner);

        ask(1, owner.address(), List.of());

        assertThat(questions).hasSize(1);
        assertThat(MentionJson.nodes(Json.parse(questions.getFirst()))).containsExactly(NODE);
        assertThat(MentionJson.asOf(Json.parse(questions.getFirst()))).isEqualTo(BY_THEN);
    }

    static Stream<Arguments> badManners() {
        return Stream.concat(
                BadManners.always(),
                Stream.of(
                        bad("nothing", Fellow.saying(""), "mentions must be a list"),
                        bad("another shape", Fellow.saying("{}"), "mentions must be a list"),
                        bad(
                                "no list",
                                changed(json -> json.put("mentions", "none")),
                                "must be a list"),
                        bad(
                                "no mentions",
                                changed(json -> json.putArray("mentions").add(1)),
                                "a text"),
                        bad(
                                "no node",
                                changed(json -> first(json).remove("node")),
                                "product must be"),
                        bad(
                                "no product",
                                changed(json -> first(json).remove("product")),
                                "product must"),
                        bad(
                                "no how",
                                changed(json -> first(json).remove("how")),
                                "how must be a text"),
                        bad(
                                "an unknown how",
                                changed(json -> first(json).put("how", "HINT")),
                                "HINT"),
                        bad(
                                "too long",
                                Fellow.longerThan(64 * 1024 * 1024),
                                "67108864 bytes or more")));
    }

    private static ObjectNode first(ObjectNode answer) {
        return (ObjectNode) answer.path("mentions").path(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badManners")
    void aStandbyIsAskedWhenTheOwnerGivesNoAnswer(String name, Manner bad, String because)
            throws Exception {
        Fellow owner = fellow(bad);
        Fellow standby = fellow(Fellow.WELL);

        Found found = ask(2, owner.address(), List.of(standby.address()));

        assertThat(found.mentions()).containsExactly(mention(0), mention(1));
        assertThat(found.unasked()).isEmpty();
        assertThat(owner.asked()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badManners")
    void thePartitionIsNamedWhenNobodyGivesAnAnswer(String name, Manner bad, String because)
            throws Exception {
        Found found = ask(1, fellow(bad).address(), List.of());

        assertThat(found.mentions()).isEmpty();
        assertThat(found.unasked()).containsOnlyKeys(0);
        assertThat(found.unasked().get(0)).contains(because);
    }

    @Test
    void turnsFromAnOwnerThatIsGone() throws Exception {
        Fellow gone = fellow(Fellow.WELL);
        gone.close();
        Fellow standby = fellow(Fellow.WELL);

        assertThat(ask(1, gone.address(), List.of(standby.address())).mentions())
                .containsExactly(mention(0));
        assertThat(ask(1, gone.address(), List.of()).unasked().get(0))
                .contains("cannot be reached");
    }

    @Test
    void turnsToTheCopyHere() throws Exception {
        Fellow owner = fellow(Fellow.NOT_READY);
        FakePlaces places =
                new FakePlaces(new Presence.Standby(7), Optional.of(owner.address()), List.of());

        Found found = ask(1, places, (partition, _, _) -> List.of(mention(partition)));

        assertThat(found.mentions()).containsExactly(mention(0));
        assertThat(owner.asked()).hasSize(1);
    }

    private Found ask(int partitions, HostInfo owner, List<HostInfo> standbys) {
        return ask(partitions, new FakePlaces(ABSENT, Optional.of(owner), standbys), NOTHING_HERE);
    }

    private Found ask(int partitions, FakePlaces places, AllMentions.Here here) {
        Instances instances =
                new Instances(
                        new Routing(SELF, places, InstantSource.system()),
                        new Forwarder(new InstanceAddress("http", SELF)));
        opened.add(instances);
        PartitionAsk ask = new PartitionAsk(new Fellows(Optional.of(instances)));
        return new AllMentions(() -> partitions, here, ask)
                .search(Set.of(Aim.USERS))
                .orElseThrow()
                .mentions()
                .of(List.of(NODE), BY_THEN);
    }

    private Fellow fellow(Manner... manners) throws IOException {
        Fellow fellow = new Fellow(AllMentionsTest::know, manners);
        opened.add(fellow);
        return fellow;
    }

    private static String know(String path, String question) {
        int partition = Integer.parseInt(path.split("/")[3]);
        assertThat(path).isEqualTo("/v1/partitions/%d/mentions".formatted(partition));
        return MentionJson.of(List.of(mention(partition))).toString();
    }

    private static Mention mention(int partition) {
        return new Mention(NODE, new Product("user-" + partition), How.ORIGIN);
    }
}
