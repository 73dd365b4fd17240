package dev.goldthread.core.crossing;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.crossing.Crossing.Reached;
import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.crossing.OtherProducts.Lent;
import dev.goldthread.core.crossing.Pieces.Fetched;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.Statement;
import dev.goldthread.core.graph.ToldAllowance;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CrossingTest {

    private static final Product VALVE = new Product("valve-kit");
    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final Function<GraphView, Optional<Trace>> RELEASE =
            view -> TRACER.release(view, PUMP, "2.0");

    private final GraphFixture pump =
            new GraphFixture()
                    .event(
                            "p",
                            "release.created",
                            "Release",
                            "2.0",
                            link("includes", valve("Artifact", "v1")));
    private final GraphFixture valve =
            new GraphFixture(VALVE)
                    .event(
                            "q",
                            "artifact.published",
                            "Artifact",
                            "v1",
                            link("producedBy", valve("Build", "b1")))
                    .event(
                            "q",
                            "build.finished",
                            "Build",
                            "b1",
                            link("builtFrom", valve("Commit", "c1")))
                    .event(
                            "q",
                            "commit.pushed",
                            "Commit",
                            "c1",
                            link("implements", valve("Requirement", "VR-1")))
                    .event("q", "requirement.recorded", "Requirement", "VR-1");

    @Test
    void goesOnIntoTheProductThatMadeWhatIsIncluded() {
        Crossed<Trace> crossed = ask(pump.graph(), AsOf.NOW, lending(valve.graph()));

        assertThat(refs(crossed.answer()))
                .containsExactlyInAnyOrder(
                        node("Release", "2.0"),
                        valve("Artifact", "v1"),
                        valve("Build", "b1"),
                        valve("Commit", "c1"),
                        valve("Requirement", "VR-1"));
        assertThat(codes(crossed.answer(), valve("Artifact", "v1"))).doesNotContain("UNRESOLVED");
        Reached reached = only(crossed);
        assertThat(reached.product()).isEqualTo(VALVE);
        assertThat(reached.state()).isEqualTo(State.FOLLOWED);
        assertThat(reached.depth()).isEqualTo(1);
        assertThat(reached.nodes()).isEqualTo(4);
        assertThat(reached.asOf().orElseThrow().seq()).isEqualTo(3);
    }

    @Test
    void goesOnIntoTheProductThatMadeWhatABuildUsed() {
        GraphFixture user = using(valve("Artifact", "v1"));

        Crossed<Trace> crossed = ask(user.graph(), AsOf.NOW, lending(valve.graph()));

        assertThat(refs(crossed.answer()))
                .containsExactlyInAnyOrder(
                        node("Release", "2.0"),
                        node("Artifact", "a1"),
                        node("Build", "b9"),
                        valve("Artifact", "v1"),
                        valve("Build", "b1"),
                        valve("Commit", "c1"),
                        valve("Requirement", "VR-1"));
        assertThat(only(crossed).nodes()).isEqualTo(4);
    }

    @Test
    void withinAProductWhatABuildUsedEndsTheBranch() {
        GraphFixture user = using(node("Artifact", "base")).built("b0", "c0", "base");

        Crossed<Trace> crossed = ask(user.graph(), AsOf.NOW, lending(valve.graph()));

        assertThat(refs(crossed.answer()))
                .containsExactlyInAnyOrder(
                        node("Release", "2.0"),
                        node("Artifact", "a1"),
                        node("Build", "b9"),
                        node("Artifact", "base"));
        assertThat(crossed.products()).isEmpty();
    }

    /** What a place ran before is no part of the release that runs there now. */
    @Test
    void whatAnotherProductOnceHadInTheEnvironmentIsNotGoneOnInto() {
        GraphFixture here =
                new GraphFixture()
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "2.0",
                                link("includes", "Artifact", "a1"));
        deploy(here, "d1", valve("Artifact", "v1"));
        deploy(here, "d2", node("Artifact", "a1"));

        Crossed<Trace> crossed = ask(here.graph(), AsOf.NOW, lending(valve.graph()));

        assertThat(refs(crossed.answer())).contains(node("Environment", "prod"));
        assertThat(crossed.products()).isEmpty();
    }

    private static void deploy(GraphFixture story, String id, NodeRef what) {
        story.event(
                "ops",
                "deployment.finished",
                "Deployment",
                id,
                link("deploys", what),
                link("into", "Environment", "prod"));
    }

    private static GraphFixture using(NodeRef used) {
        return new GraphFixture()
                .event("p", "release.created", "Release", "2.0", link("includes", "Artifact", "a1"))
                .event(
                        "p",
                        "artifact.published",
                        "Artifact",
                        "a1",
                        link("producedBy", "Build", "b9"))
                .event("p", "build.finished", "Build", "b9", link("used", used));
    }

    @Test
    void saysTheSameWhereverTheLogsLie() {
        TraceGraph together = new TraceGraph();
        pump.entries().forEach(together::apply);
        valve.entries().forEach(together::apply);

        Crossed<Trace> apart = ask(pump.graph(), AsOf.NOW, lending(valve.graph()));

        assertThat(ask(together, AsOf.NOW, lending(together))).isEqualTo(apart);
    }

    @Test
    void aLogThatTheQuestionDoesNotLeadToDoesNotCountThoughItLiesInTheSameGraph() {
        TraceGraph together = new TraceGraph();
        pump.entries().forEach(together::apply);
        new GraphFixture(new Product("neighbour"))
                .event(
                        "n",
                        "deployment.started",
                        "Deployment",
                        "d9",
                        link("deploys", node("Release", "2.0")))
                .entries()
                .forEach(together::apply);

        Crossed<Trace> crossed = ask(together, AsOf.NOW, lending(valve.graph()));

        assertThat(refs(crossed.answer()))
                .noneSatisfy(ref -> assertThat(ref.type()).isEqualTo("Deployment"));
        assertThat(crossed.products()).extracting(Reached::product).containsExactly(VALVE);
    }

    @Test
    void whatMayNotBeReadIsNamedAndItsNodesAreNotCalledUnrecorded() {
        Crossed<Trace> crossed =
                ask(
                        pump.graph(),
                        AsOf.NOW,
                        (product, _) -> new Kept(State.NOT_ALLOWED, "no right to " + product));

        assertThat(only(crossed))
                .isEqualTo(
                        new Reached(
                                VALVE,
                                1,
                                State.NOT_ALLOWED,
                                1,
                                Optional.empty(),
                                "no right to valve-kit"));
        assertThat(crossed.answer().node(valve("Artifact", "v1")).orElseThrow().findings())
                .anySatisfy(
                        finding -> {
                            assertThat(finding.code()).isEqualTo("UNRESOLVED");
                            assertThat(finding.reason())
                                    .contains("the log of product valve-kit was not asked");
                        });
    }

    @Test
    void aProductWithoutALogIsNamed() {
        assertThat(only(ask(pump.graph(), AsOf.NOW, lending(pump.graph()))).state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void ofOtherLogsCountsWhatWasSealedByThen() {
        AsOf asOf = new AsOf(new Recorded.UpTo(0), Optional.empty());

        Crossed<Trace> crossed = ask(pump.graph(), asOf, lending(valve.graph()));

        assertThat(refs(crossed.answer()))
                .containsExactlyInAnyOrder(
                        node("Release", "2.0"), valve("Artifact", "v1"), valve("Build", "b1"));
        assertThat(only(crossed).asOf().orElseThrow().seq()).isZero();
    }

    @Test
    void aChainOfProductsIsFollowedAsFarAsTheBoundAndTheRestIsNamed() {
        Map<Product, GraphView> chain = new HashMap<>();
        for (int i = 1; i <= 6; i++) {
            chain.put(
                    supplier(i),
                    new GraphFixture(supplier(i))
                            .event(
                                    "s",
                                    "commit.pushed",
                                    "Commit",
                                    "c" + i,
                                    link("follows", commitOf(i + 1)))
                            .graph());
        }
        GraphFixture head =
                new GraphFixture()
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "2.0",
                                link("includes", commitOf(1)));

        Crossed<Trace> crossed =
                ask(head.graph(), AsOf.NOW, (product, _) -> new Lent.Graph(chain.get(product)));

        assertThat(crossed.products())
                .extracting(Reached::product, Reached::depth, Reached::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(supplier(1), 1, State.FOLLOWED),
                        org.assertj.core.groups.Tuple.tuple(supplier(2), 2, State.FOLLOWED),
                        org.assertj.core.groups.Tuple.tuple(supplier(3), 3, State.FOLLOWED),
                        org.assertj.core.groups.Tuple.tuple(supplier(4), 4, State.FOLLOWED),
                        org.assertj.core.groups.Tuple.tuple(supplier(5), 5, State.TOO_FAR));
        assertThat(refs(crossed.answer())).contains(commitOf(5)).doesNotContain(commitOf(6));
    }

    @Test
    void noMoreThanSoManyProductsAreEntered() {
        List<dev.goldthread.core.event.Link> links = new ArrayList<>();
        Map<Product, GraphView> all = new HashMap<>();
        for (int i = 1; i <= Crossing.PRODUCTS_MAX + 2; i++) {
            links.add(link("includes", commitOf(i)));
            all.put(
                    supplier(i),
                    new GraphFixture(supplier(i))
                            .event("s", "commit.pushed", "Commit", "c" + i)
                            .graph());
        }
        GraphFixture head =
                new GraphFixture()
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "2.0",
                                links.toArray(dev.goldthread.core.event.Link[]::new));

        Crossed<Trace> crossed =
                ask(head.graph(), AsOf.NOW, (product, _) -> new Lent.Graph(all.get(product)));

        assertThat(crossed.products().stream().filter(each -> each.state() == State.FOLLOWED))
                .hasSize(Crossing.PRODUCTS_MAX);
        assertThat(crossed.products().stream().filter(each -> each.state() == State.TOO_MANY))
                .hasSize(2);
    }

    @Test
    void aLogThatLiesElsewhereIsFetchedAsFarAsItIsNeededAndTheAnswerIsTheSame() {
        Crossed<Trace> here = ask(pump.graph(), AsOf.NOW, lending(valve.graph()));
        Elsewhere elsewhere = new Elsewhere(valve);

        Crossed<Trace> fetched = ask(pump.graph(), AsOf.NOW, elsewhere.lent());

        assertThat(fetched).isEqualTo(here);
        assertThat(elsewhere.nodes()).contains(valve("Requirement", "VR-1"));
        // One link of the walk at a time, because this lender gives no neighbours along.
        assertThat(elsewhere.requests()).isBetween(4, 8);
    }

    @Test
    void whatIsHeldIsToldOfEachRoundAnewWithWhatWasFetched() {
        ToldAllowance here = new ToldAllowance();
        ToldAllowance fetching = new ToldAllowance();

        ask(pump.graph(), AsOf.NOW, lending(valve.graph()), here);
        ask(pump.graph(), AsOf.NOW, new Elsewhere(valve).lent(), fetching);

        assertThat(here.begun()).hasSizeGreaterThan(1).containsOnly(0L);
        assertThat(here.held())
                .as("release, artifact, build, commit, requirement, and what rules read beside")
                .isBetween(5L, 10L);
        long kept = fetching.begun().getLast();
        assertThat(fetching.begun()).as("what was fetched stays").isSorted().startsWith(0L);
        assertThat(kept).as("artifact, build, commit, requirement").isGreaterThanOrEqualTo(4);
        assertThat(fetching.held()).as("and is held beside").isEqualTo(here.held() + kept);
    }

    @Test
    void allOfAFetchedLogIsAsOfTheEntryThatWasLastAtFirst() {
        Elsewhere elsewhere = new Elsewhere(valve);
        OtherProducts growing =
                (product, recordedBy) ->
                        new Lent.Elsewhere(
                                (upTo, wanted) -> {
                                    Fetched piece = elsewhere.fetch(upTo, wanted);
                                    if (upTo.isEmpty()) {
                                        valve.event(
                                                "q",
                                                "commit.pushed",
                                                "Commit",
                                                "c2",
                                                link("follows", valve("Commit", "c1")));
                                        valve.event(
                                                "q",
                                                "build.finished",
                                                "Build",
                                                "b1",
                                                link("builtFrom", valve("Commit", "c2")));
                                    }
                                    return piece;
                                });

        Crossed<Trace> crossed = ask(pump.graph(), AsOf.NOW, growing);

        assertThat(refs(crossed.answer())).doesNotContain(valve("Commit", "c2"));
        assertThat(only(crossed).asOf().orElseThrow().seq()).isEqualTo(3);
    }

    @Test
    void ofAFetchedLogCountsWhatWasSealedByThen() {
        AsOf asOf = new AsOf(new Recorded.UpTo(0), Optional.empty());

        assertThat(ask(pump.graph(), asOf, new Elsewhere(valve).lent()))
                .isEqualTo(ask(pump.graph(), asOf, lending(valve.graph())));
    }

    @Test
    void whatAFetchedLogTookBackDoesNotCount() {
        valve.event("q", "event.superseded", "Event", "e1");

        Crossed<Trace> fetched = ask(pump.graph(), AsOf.NOW, new Elsewhere(valve).lent());

        assertThat(refs(fetched.answer())).doesNotContain(valve("Commit", "c1"));
        assertThat(fetched).isEqualTo(ask(pump.graph(), AsOf.NOW, lending(valve.graph())));
    }

    @Test
    void aLogOfWhichOnlyAPartCouldBeHadDoesNotCountAtAll() {
        Elsewhere elsewhere = new Elsewhere(valve);
        OtherProducts breaking =
                (product, recordedBy) ->
                        new Lent.Elsewhere(
                                (upTo, wanted) ->
                                        elsewhere.requests() < 2
                                                ? elsewhere.fetch(upTo, wanted)
                                                : new Kept(State.NOT_SERVED, "its owner is away"));

        Crossed<Trace> crossed = ask(pump.graph(), AsOf.NOW, breaking);

        assertThat(only(crossed))
                .isEqualTo(
                        new Reached(
                                VALVE,
                                1,
                                State.NOT_SERVED,
                                1,
                                Optional.empty(),
                                "its owner is away"));
        assertThat(refs(crossed.answer()))
                .containsExactlyInAnyOrder(node("Release", "2.0"), valve("Artifact", "v1"));
        assertThat(codes(crossed.answer(), valve("Artifact", "v1"))).contains("UNRESOLVED");
    }

    @Test
    void aProductWithoutALogElsewhereIsNamed() {
        Elsewhere nobody = new Elsewhere(new GraphFixture(VALVE));

        assertThat(only(ask(pump.graph(), AsOf.NOW, nobody.lent())).state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void logsElsewhereAreAskedOnlySoOften() {
        GraphFixture many = new GraphFixture(VALVE);
        many.event(
                "q",
                "artifact.published",
                "Artifact",
                "v1",
                link("producedBy", valve("Build", "b1")));
        many.event("q", "build.finished", "Build", "b1", link("builtFrom", valve("Commit", "c0")));
        for (int i = 0; i < Crossing.FETCHES_MAX; i++) {
            many.event(
                    "q",
                    "commit.pushed",
                    "Commit",
                    "c" + i,
                    link("follows", valve("Commit", "c" + (i + 1))));
        }
        Elsewhere elsewhere = new Elsewhere(many);

        Crossed<Trace> crossed = ask(pump.graph(), AsOf.NOW, elsewhere.lent());

        assertThat(only(crossed).state()).isEqualTo(State.TOO_LARGE);
        assertThat(elsewhere.requests()).isEqualTo(Crossing.FETCHES_MAX);
    }

    /** Else it would be entered, and lost when it is asked for more. */
    @Test
    void asManyLogsMayLieElsewhereAsProductsAreEntered() {
        List<dev.goldthread.core.event.Link> links = new ArrayList<>();
        Map<Product, Elsewhere> all = new HashMap<>();
        for (int i = 1; i <= Crossing.PRODUCTS_MAX; i++) {
            links.add(link("includes", commitOf(i)));
            all.put(
                    supplier(i),
                    new Elsewhere(
                            new GraphFixture(supplier(i))
                                    .event(
                                            "s",
                                            "commit.pushed",
                                            "Commit",
                                            "c" + i,
                                            link(
                                                    "implements",
                                                    new NodeRef(supplier(i), "Requirement", "R")))
                                    .event("s", "requirement.recorded", "Requirement", "R")));
        }
        GraphFixture head =
                new GraphFixture()
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "2.0",
                                links.toArray(dev.goldthread.core.event.Link[]::new));

        Crossed<Trace> crossed =
                ask(
                        head.graph(),
                        AsOf.NOW,
                        (product, recordedBy) ->
                                new Lent.Elsewhere(
                                        (upTo, wanted) ->
                                                all.get(product).fetch(upTo, wanted, recordedBy)));

        assertThat(crossed.products())
                .hasSize(Crossing.PRODUCTS_MAX)
                .allMatch(each -> each.state() == State.FOLLOWED && each.nodes() == 2);
        assertThat(all.values().stream().mapToInt(Elsewhere::requests).sum())
                .as("there is as much again for longer ways")
                .isLessThan(Crossing.FETCHES_MAX / 2);
    }

    /** Another instance that gives what is wanted and nothing beside it. */
    private static final class Elsewhere implements Pieces {

        private final GraphFixture log;
        private final List<NodeRef> nodes = new ArrayList<>();
        private int requests;

        Elsewhere(GraphFixture log) {
            this.log = log;
        }

        OtherProducts lent() {
            return (product, recordedBy) ->
                    new Lent.Elsewhere((upTo, wanted) -> fetch(upTo, wanted, recordedBy));
        }

        @Override
        public Fetched fetch(OptionalLong upTo, Collection<NodeRef> wanted) {
            return fetch(upTo, wanted, Optional.empty());
        }

        private Fetched fetch(
                OptionalLong upTo, Collection<NodeRef> wanted, Optional<Instant> recordedBy) {
            requests++;
            nodes.addAll(wanted);
            TraceGraph graph = log.graph();
            Product product = log.product();
            long end = upTo.orElse(graph.applied(product) - 1);
            return new Fetched.Piece(
                    graph.positionAt(product, end),
                    recordedBy.isPresent()
                            ? graph.positionAt(product, recordedBy.get())
                            : graph.positionAt(product, end),
                    graph.corrected(product),
                    Set.copyOf(wanted),
                    log.entries().stream()
                            .filter(entry -> entry.seq() <= end)
                            .map(Statement::of)
                            .filter(statement -> names(statement, wanted))
                            .toList());
        }

        private static boolean names(Statement statement, Collection<NodeRef> wanted) {
            return wanted.contains(statement.node())
                    || statement.edges().stream()
                            .anyMatch(
                                    edge ->
                                            wanted.contains(edge.from())
                                                    || wanted.contains(edge.to()));
        }

        List<NodeRef> nodes() {
            return nodes;
        }

        int requests() {
            return requests;
        }
    }

    private static Crossed<Trace> ask(GraphView graph, AsOf asOf, OtherProducts others) {
        return ask(graph, asOf, others, NodeAllowance.UNBOUNDED);
    }

    private static Crossed<Trace> ask(
            GraphView graph, AsOf asOf, OtherProducts others, NodeAllowance allowance) {
        return Crossing.ask(graph, PUMP, asOf, others, Optional.empty(), allowance, RELEASE)
                .orElseThrow();
    }

    private static OtherProducts lending(GraphView graph) {
        return (product, _) -> new Lent.Graph(graph);
    }

    private static Reached only(Crossed<Trace> crossed) {
        assertThat(crossed.products()).hasSize(1);
        return crossed.products().getFirst();
    }

    private static Product supplier(int number) {
        return new Product("supplier-%02d".formatted(number));
    }

    private static NodeRef commitOf(int number) {
        return new NodeRef(supplier(number), "Commit", "c" + number);
    }

    private static NodeRef valve(String type, String id) {
        return new NodeRef(VALVE, type, id);
    }

    private static List<NodeRef> refs(Trace trace) {
        return trace.nodes().stream().map(each -> each.node().ref()).toList();
    }

    private static List<String> codes(Trace trace, NodeRef ref) {
        return trace.node(ref).orElseThrow().findings().stream().map(Finding::code).toList();
    }
}
