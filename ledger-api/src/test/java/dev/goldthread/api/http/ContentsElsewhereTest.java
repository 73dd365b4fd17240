package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.ContentsElsewhere.Known;
import dev.goldthread.core.crossing.Mention;
import dev.goldthread.core.crossing.Mention.How;
import dev.goldthread.core.crossing.Mentions;
import dev.goldthread.core.crossing.Mentions.Found;
import dev.goldthread.core.environment.EnvironmentHistory;
import dev.goldthread.core.environment.EnvironmentHistory.Change;
import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.environment.Environments;
import dev.goldthread.core.environment.Held;
import dev.goldthread.core.environment.Standing;
import dev.goldthread.core.environment.Standing.Verdict;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.EncodedData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.graph.NodeFact;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose the things are that run somewhere and are not approved there. */
class ContentsElsewhereTest {

    private static final Product PUMP = new Product("pump");
    private static final Instant SEALED = Instant.parse("2026-03-01T10:00:00Z");
    private static final NodeRef STRANGE = artifact(1);
    private static final NodeRef APPROVED = artifact(2);
    private static final NodeFact LOOK =
            new NodeFact(
                    PUMP,
                    new EventId("look"),
                    "environment.snapshotted",
                    SEALED,
                    0,
                    SEALED,
                    new Actor(Actor.Kind.SYSTEM, "watch", Optional.empty()),
                    "urn:watch",
                    Optional.empty(),
                    EncodedData.NONE);

    private final List<Collection<NodeRef>> asked = new ArrayList<>();
    private final List<AsOf> when = new ArrayList<>();

    private static NodeRef artifact(int number) {
        return new NodeRef(PUMP, "Artifact", "sha256:%064d".formatted(number));
    }

    private static Judged runs(NodeRef node, Verdict verdict) {
        Held held =
                new Held(
                        node,
                        Optional.empty(),
                        Optional.of(node.id()),
                        Optional.empty(),
                        LOOK,
                        new NodeRef(PUMP, "Environment", "ward"),
                        Optional.of(LOOK),
                        Optional.empty(),
                        Optional.empty());
        return new Judged(
                held, new Standing(verdict, List.of(), Optional.empty(), "as told"), List.of());
    }

    private static EnvironmentState ward(Judged... inForce) {
        return new EnvironmentState(
                new NodeRef(PUMP, "Environment", "ward"),
                new Position(7, SEALED),
                SEALED,
                Optional.of("PRODUCTION"),
                Optional.of(LOOK),
                List.of(inForce),
                List.of());
    }

    private ContentsElsewhere contents(Map<Integer, String> unasked, Mention... mentions) {
        Mentions all =
                (nodes, asOf) -> {
                    asked.add(nodes);
                    when.add(asOf);
                    return new Found(List.of(mentions), new TreeMap<>(unasked));
                };
        return new ContentsElsewhere(() -> all);
    }

    private static Mention mention(String product, How how) {
        return new Mention(STRANGE, new Product(product), how);
    }

    private static ObjectNode json(EnvironmentState state, Known known) {
        return EnvironmentJson.of(state, known);
    }

    @Test
    void namesTheProductsThatHaveTheDigestAndNotThoseThatOnlySpeakOfIt() {
        EnvironmentState ward =
                ward(runs(STRANGE, Verdict.NOT_APPROVED), runs(APPROVED, Verdict.APPROVED));

        Known known =
                contents(
                                Map.of(),
                                mention("valve-kit", How.ORIGIN),
                                mention("rotor", How.SAME_CONTENT),
                                mention("reader", How.LINK))
                        .of(ward, AsOf.NOW);

        assertThat(asked).containsExactly(List.of(STRANGE));
        ObjectNode json = json(ward, known);
        assertThat(json.at("/inForce/0/knownElsewhere"))
                .extracting(
                        each ->
                                "%s %s %s %s"
                                        .formatted(
                                                each.get("product").asText(),
                                                each.get("type").asText(),
                                                each.get("id").asText(),
                                                each.get("saysOrigin").asBoolean()))
                .containsExactly(
                        "rotor Artifact %s false".formatted(STRANGE.id()),
                        "valve-kit Artifact %s true".formatted(STRANGE.id()));
        assertThat(json.at("/inForce/1").has("knownElsewhere")).isFalse();
        assertThat(json.get("searched"))
                .hasToString("{\"nodes\":1,\"unasked\":0,\"partitionsUnasked\":[]}");
    }

    @Test
    void saysWhoCouldNotBeAsked() {
        EnvironmentState ward = ward(runs(STRANGE, Verdict.OTHER_APPROVED));

        ObjectNode json = json(ward, contents(Map.of(3, "it is away")).of(ward, AsOf.NOW));

        assertThat(json.at("/inForce/0").has("knownElsewhere")).isFalse();
        assertThat(json.at("/searched/partitionsUnasked"))
                .hasToString("[{\"partition\":3,\"because\":\"it is away\"}]");
    }

    @Test
    void nobodyIsAskedWhereAllIsApproved() {
        EnvironmentState ward =
                ward(runs(STRANGE, Verdict.BY_EXCEPTION), runs(APPROVED, Verdict.APPROVED));

        Known known = contents(Map.of()).of(ward, AsOf.NOW);

        assertThat(asked).isEmpty();
        assertThat(json(ward, known).has("searched")).isFalse();
    }

    @Test
    void aListAsksOnceForAllThatThePageShows() {
        EnvironmentState ward = ward(runs(STRANGE, Verdict.NOT_APPROVED));
        EnvironmentState other =
                ward(
                        runs(STRANGE, Verdict.OTHER_APPROVED),
                        runs(artifact(3), Verdict.NOT_APPROVED),
                        runs(STRANGE, Verdict.BY_EXCEPTION));
        Environments all =
                new Environments(
                        PUMP,
                        new Position(7, SEALED),
                        List.of(ward.environment(), other.environment(), ward.environment()),
                        List.of(ward, other));
        ContentsElsewhere contents = contents(Map.of(), mention("rotor", How.SAME_CONTENT));
        PageQuery page =
                new PageQuery(Optional.of("2"), Optional.empty(), HttpRequest.GET("/v1/list"));

        ObjectNode json =
                EnvironmentJson.of(all, page, shown -> contents.of(shown, all.asOf(), AsOf.NOW));

        assertThat(asked).containsExactly(List.of(STRANGE, artifact(3)));
        assertThat(json.at("/environments")).hasSize(2);
        assertThat(json.has("next")).isTrue();
        assertThat(json.at("/environments/0/inForce/0/knownElsewhere")).hasSize(1);
        assertThat(json.at("/environments/1/inForce/0/knownElsewhere")).hasSize(1);
        assertThat(json.at("/environments/1/inForce/1").has("knownElsewhere")).isFalse();
        assertThat(json.at("/environments/1/inForce/2").has("knownElsewhere"))
                .as("the same, but let run there")
                .isFalse();
        assertThat(json.at("/searched/nodes").asInt()).isEqualTo(2);
    }

    @Test
    void aHistoryAsksForWhatBeganUnapproved() {
        Change change =
                new Change(
                        LOOK,
                        new NodeRef(PUMP, "Environment", "ward"),
                        List.of(
                                runs(STRANGE, Verdict.NOT_APPROVED),
                                runs(APPROVED, Verdict.APPROVED)),
                        List.of(),
                        Optional.empty());
        EnvironmentHistory history =
                new EnvironmentHistory(
                        new NodeRef(PUMP, "Environment", "ward"),
                        new Position(7, SEALED),
                        Optional.empty(),
                        List.of(LOOK),
                        List.of(change));
        ContentsElsewhere contents = contents(Map.of(), mention("rotor", How.SAME_CONTENT));

        ObjectNode json =
                EnvironmentJson.of(
                        history,
                        new PageQuery(
                                Optional.empty(), Optional.empty(), HttpRequest.GET("/v1/list")),
                        shown -> contents.of(shown, history.asOf(), AsOf.NOW));

        assertThat(asked).containsExactly(List.of(STRANGE));
        assertThat(json.at("/changes/0/began/0/knownElsewhere")).hasSize(1);
        assertThat(json.at("/changes/0/began/1").has("knownElsewhere")).isFalse();
        assertThat(json.at("/searched/nodes").asInt()).isEqualTo(1);
    }

    @Test
    void othersAreAskedAsOfTheSameTime() {
        EnvironmentState ward = ward(runs(STRANGE, Verdict.NOT_APPROVED));
        Optional<Instant> valid = Optional.of(SEALED.minusSeconds(9));
        Recorded by = new Recorded.By(SEALED.plusSeconds(5));

        contents(Map.of()).of(ward, AsOf.NOW);
        contents(Map.of()).of(ward, new AsOf(by, valid));
        contents(Map.of()).of(ward, new AsOf(new Recorded.UpTo(7), Optional.empty()));

        assertThat(when)
                .containsExactly(
                        AsOf.NOW,
                        new AsOf(by, valid),
                        new AsOf(new Recorded.By(SEALED), Optional.empty()));
    }

    @Test
    void whatIsMoreThanFitsIsCounted() {
        Judged[] many =
                IntStream.range(0, 2_003)
                        .mapToObj(i -> runs(artifact(i), Verdict.NOT_APPROVED))
                        .toArray(Judged[]::new);
        Mention[] products =
                IntStream.range(0, 20)
                        .mapToObj(i -> mention("product-%02d".formatted(i), How.SAME_CONTENT))
                        .toArray(Mention[]::new);

        ObjectNode json = json(ward(many), contents(Map.of(), products).of(ward(many), AsOf.NOW));

        assertThat(asked.getFirst()).hasSize(2_000);
        assertThat(json.at("/searched/unasked").asInt()).isEqualTo(3);
        assertThat(json.at("/inForce/1/knownElsewhere")).hasSize(16);
        assertThat(json.at("/inForce/1/knownElsewhereMore").asInt()).isEqualTo(4);
    }
}
