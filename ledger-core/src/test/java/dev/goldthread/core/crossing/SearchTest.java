package dev.goldthread.core.crossing;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.crossing.Crossing.Reached;
import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.crossing.OtherProducts.Lent;
import dev.goldthread.core.crossing.Search.Aim;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.TracePath;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final Product VALVE = new Product("valve-kit");
    private static final Product CART = new Product("cart");
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String PURL = "pkg:generic/freertos@11.2.0";
    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);

    private final GraphFixture pump = new GraphFixture();
    private final GraphFixture valve = new GraphFixture(VALVE);
    private final GraphFixture cart = new GraphFixture(CART);
    private final Map<Integer, String> away = new TreeMap<>();
    private final List<NodeRef> searched = new ArrayList<>();

    @Test
    void whatAProductShipsIsFollowedToTheProductThatBuiltTheSameBytes() {
        shipped(pump, "2.0", own(PUMP));
        built(valve);

        Crossed<Trace> crossed = release(AsOf.NOW);

        assertThat(refs(crossed))
                .containsExactlyInAnyOrder(
                        node("Release", "2.0"),
                        own(PUMP),
                        own(VALVE),
                        new NodeRef(VALVE, "Build", "b1"));
        assertThat(crossed.products())
                .extracting(Reached::product, Reached::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(VALVE, State.FOLLOWED));
        Edge same =
                crossed.answer().edges().stream().filter(Edge::isDerived).findFirst().orElseThrow();
        assertThat(same.from()).isEqualTo(own(PUMP));
        assertThat(same.relation()).isEqualTo("sameAs");
        assertThat(same.to()).isEqualTo(own(VALVE));
        assertThat(same.product()).isEqualTo(VALVE);
        assertThat(same.seq()).isZero();
    }

    @Test
    void whatABuildUsedIsFollowedToTheProductThatBuiltTheSameBytes() {
        NodeRef shipped = new NodeRef(PUMP, "Artifact", "a1");
        shipped(pump, "2.0", shipped);
        pump.event("p", "artifact.published", "Artifact", "a1", link("producedBy", "Build", "b9"))
                .event("p", "build.finished", "Build", "b9", link("used", own(PUMP)))
                .event("p", "scan.finished", "Scan", "s1", link("scans", own(PUMP)));
        built(valve);

        Crossed<Trace> crossed = release(AsOf.NOW);

        assertThat(refs(crossed))
                .as("the base image ends its branch here, and goes on where it was made")
                .containsExactlyInAnyOrder(
                        node("Release", "2.0"),
                        shipped,
                        node("Build", "b9"),
                        own(PUMP),
                        own(VALVE),
                        new NodeRef(VALVE, "Build", "b1"));
    }

    @Test
    void whoOnlyUsesTheSameBytesIsNoOrigin() {
        shipped(pump, "2.0", own(PUMP));
        shipped(cart, "1.0", own(CART));

        assertThat(release(AsOf.NOW).products()).isEmpty();
    }

    @Test
    void nobodyIsAskedAboutWhatTheProductBuiltItself() {
        shipped(pump, "2.0", own(PUMP));
        built(pump);
        built(valve);

        assertThat(release(AsOf.NOW).products()).isEmpty();
        assertThat(searched).isEmpty();
    }

    @Test
    void anOriginThatWasRecordedLaterDoesNotCountEarlier() {
        Instant then = Instant.parse("2026-11-02T00:00:00Z");
        shipped(pump.recorded(then), "2.0", own(PUMP));
        built(valve.recorded(then.plusSeconds(60)));

        AsOf asOf = new AsOf(new Recorded.UpTo(0), Optional.empty());
        assertThat(release(asOf).products()).isEmpty();
        assertThat(release(AsOf.NOW).products()).hasSize(1);
    }

    @Test
    void aChangeReachesThoseWhoLinkToItAndThoseWhoHaveTheSame() {
        built(valve);
        shipped(pump, "2.0", own(VALVE));
        shipped(cart, "1.0", own(CART));

        Crossed<Trace> crossed = impact(valve, own(VALVE));

        assertThat(refs(crossed))
                .contains(node("Release", "2.0"), new NodeRef(CART, "Release", "1.0"));
        assertThat(crossed.products()).extracting(Reached::product).containsExactly(CART, PUMP);
    }

    @Test
    void aChangeOfAComponentReachesWhatContainsItElsewhere() {
        contains(valve);
        contains(cart);
        shipped(cart, "1.0", own(CART));

        Crossed<Trace> crossed = impact(valve, new NodeRef(VALVE, "Component", PURL));

        assertThat(refs(crossed)).contains(own(CART), new NodeRef(CART, "Release", "1.0"));
    }

    @Test
    void aPathLeadsOverTheSameBytesIntoAnotherProduct() {
        shipped(pump, "2.0", own(PUMP));
        built(valve);
        NodeRef build = new NodeRef(VALVE, "Build", "b1");

        Crossed<TracePath> crossed = path(Way.BOTH, build);

        assertThat(crossed.answer().nodes())
                .extracting(Node::ref)
                .containsExactly(node("Release", "2.0"), own(PUMP), own(VALVE), build);
        assertThat(crossed.answer().edges())
                .extracting(Edge::relation)
                .containsExactly("includes", "sameAs", "producedBy");
        assertThat(crossed.products())
                .extracting(Reached::product, Reached::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(VALVE, State.FOLLOWED));
        assertThat(path(Way.UP, build).answer().isConnected()).isTrue();
        assertThat(path(Way.DOWN, build).answer().isConnected()).isFalse();
    }

    @Test
    void aPathLeadsOverTwoThatOnlyUseTheSameAndOverThatOfAThird() {
        shipped(pump, "2.0", own(PUMP));
        shipped(cart, "1.0", own(CART));
        cart.event(
                "p",
                "release.created",
                "Release",
                "1.1",
                link("includes", new NodeRef(CART, "Component", PURL)),
                link("follows", new NodeRef(CART, "Release", "1.0")));
        contains(valve);

        assertThat(path(Way.BOTH, new NodeRef(CART, "Release", "1.0")).answer().edges())
                .extracting(Edge::relation)
                .containsExactly("includes", "sameAs", "includes");
        assertThat(path(Way.BOTH, new NodeRef(VALVE, "Component", PURL)).products())
                .extracting(Reached::product)
                .containsExactly(CART, VALVE);
    }

    @Test
    void aPathIntoAProductThatCannotBeHadIsNoneAndSaysWhy() {
        shipped(pump, "2.0", own(PUMP));
        NodeRef build = new NodeRef(VALVE, "Build", "b1");

        Crossed<TracePath> crossed =
                Crossing.ask(
                                pump.graph(),
                                PUMP,
                                AsOf.NOW,
                                (_, _) -> new Kept(State.NOT_SERVED, "its owner is away"),
                                Optional.of(new Search(Set.of(Aim.SAME_CONTENT), this::mentions)),
                                NodeAllowance.UNBOUNDED,
                                view -> path(view, Way.BOTH, build))
                        .orElseThrow();

        assertThat(crossed.answer().isConnected()).isFalse();
        assertThat(crossed.products())
                .extracting(Reached::product, Reached::state, Reached::because)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                VALVE, State.NOT_SERVED, "its owner is away"));
    }

    @Test
    void aNodeThatTheOtherProductDoesNotKnowHasNoPath() {
        shipped(pump, "2.0", own(PUMP));
        built(valve);

        assertThat(
                        tryAsk(
                                pump,
                                AsOf.NOW,
                                Aim.SAME_CONTENT,
                                view -> path(view, Way.BOTH, new NodeRef(VALVE, "Build", "b9"))))
                .isEmpty();
    }

    private Crossed<TracePath> path(Way way, NodeRef to) {
        return ask(pump, AsOf.NOW, Aim.SAME_CONTENT, view -> path(view, way, to));
    }

    private static Optional<TracePath> path(GraphView view, Way way, NodeRef to) {
        return TRACER.path(view, node("Release", "2.0"), to, way, TraceFilter.ofDepth(16));
    }

    @Test
    void aPartitionThatCannotBeAskedIsNamed() {
        shipped(pump, "2.0", own(PUMP));
        away.put(3, "its owner is away");

        Crossed<Trace> crossed = release(AsOf.NOW);

        assertThat(crossed.searched().orElseThrow())
                .isEqualTo(new Crossing.Searched(1, 0, new TreeMap<>(away)));
    }

    @Test
    void aboutMoreThanSoManyNodesNobodyIsAskedAndTheirNumberIsTold() {
        Link[] links = new Link[Crossing.SEARCHED_MAX + 5];
        for (int i = 0; i < links.length; i++) {
            links[i] = link("includes", node("Artifact", "sha256:%064x".formatted(i)));
        }
        pump.event("p", "release.created", "Release", "2.0", links);

        Crossing.Searched told = release(AsOf.NOW).searched().orElseThrow();

        assertThat(told.nodes()).isEqualTo(Crossing.SEARCHED_MAX);
        assertThat(told.unasked()).isEqualTo(5);
        assertThat(searched).hasSize(Crossing.SEARCHED_MAX);
    }

    private static void shipped(GraphFixture log, String version, NodeRef artifact) {
        log.event("p", "release.created", "Release", version, link("includes", artifact));
    }

    private static void built(GraphFixture log) {
        log.event(
                "q",
                "artifact.published",
                "Artifact",
                DIGEST,
                link("producedBy", new NodeRef(log.product(), "Build", "b1")));
    }

    private static void contains(GraphFixture log) {
        log.event(
                "q",
                "sbom.attached",
                "Artifact",
                DIGEST,
                link("contains", new NodeRef(log.product(), "Component", PURL)));
    }

    private static NodeRef own(Product product) {
        return new NodeRef(product, "Artifact", DIGEST);
    }

    private Crossed<Trace> release(AsOf asOf) {
        return ask(
                pump,
                asOf,
                Aim.ORIGIN,
                view -> TRACER.release(view, PUMP, "2.0", TraceFilter.NONE));
    }

    private Crossed<Trace> impact(GraphFixture home, NodeRef root) {
        return ask(home, AsOf.NOW, Aim.USERS, view -> TRACER.impact(view, root, TraceFilter.NONE));
    }

    private <T> Crossed<T> ask(
            GraphFixture home, AsOf asOf, Aim aim, Function<GraphView, Optional<T>> question) {
        return tryAsk(home, asOf, aim, question).orElseThrow();
    }

    private <T> Optional<Crossed<T>> tryAsk(
            GraphFixture home, AsOf asOf, Aim aim, Function<GraphView, Optional<T>> question) {
        return Crossing.ask(
                home.graph(),
                home.product(),
                asOf,
                (product, _) -> new Lent.Graph(log(product).graph()),
                Optional.of(new Search(Set.of(aim), this::mentions)),
                NodeAllowance.UNBOUNDED,
                question);
    }

    private GraphFixture log(Product product) {
        return product.equals(PUMP) ? pump : product.equals(VALVE) ? valve : cart;
    }

    /** Each log in a partition of its own. */
    private Mentions.Found mentions(Collection<NodeRef> nodes, AsOf asOf) {
        searched.addAll(nodes);
        List<Mention> mentions = new ArrayList<>();
        for (GraphFixture log : List.of(pump, valve, cart)) {
            GraphView graph = asOf.of(log.graph(), log.product());
            mentions.addAll(Mention.in(graph, Set.of(log.product()), nodes));
        }
        return new Mentions.Found(mentions, new TreeMap<>(away));
    }

    private static List<NodeRef> refs(Crossed<Trace> crossed) {
        return crossed.answer().nodes().stream().map(each -> each.node().ref()).toList();
    }
}
