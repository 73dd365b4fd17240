package dev.goldthread.core.crossing;

import dev.goldthread.core.crossing.OtherProducts.Lent;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.ReadOnceView;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A question that goes on into other products. What counts is what the logs state that it has
 * entered, at first its own product's alone. Whenever the answer rests on a node of a product that
 * was not entered, that one is, and the question is asked again of all of them together: so the
 * answer does not depend on which logs happen to lie in one partition.
 *
 * @param <T> what is asked for
 */
public final class Crossing<T> {

    /** From product to product; a chain of suppliers longer than this is named, not followed. */
    public static final int DEPTH_MAX = 4;

    /** Products beside the one that is asked. */
    public static final int PRODUCTS_MAX = 64;

    /** Nodes about which it is asked who else speaks of them. */
    public static final int SEARCHED_MAX = 2_000;

    /** How often logs that lie elsewhere are asked for more, all of them together. */
    public static final int FETCHES_MAX = 512;

    /** What became of a product that the question came by. */
    public enum State {
        FOLLOWED,
        /** No entry of such a product is in the ledger. */
        UNKNOWN,
        /** Its log belongs to an instance that could not be asked. */
        NOT_SERVED,
        /** Who asks may not read it. */
        NOT_ALLOWED,
        /** It is more than {@link #DEPTH_MAX} products away. */
        TOO_FAR,
        /** {@link #PRODUCTS_MAX} others were entered before it. */
        TOO_MANY,
        /** It lies elsewhere, and the answer needs more of it than is fetched. */
        TOO_LARGE
    }

    /**
     * @param depth over how many products the question came to it, from 1
     * @param nodes how many of its nodes the answer was made from
     * @param asOf how far its log counted; empty unless it was followed
     * @param because why it was not followed; empty when it was
     */
    public record Reached(
            Product product,
            int depth,
            State state,
            long nodes,
            Optional<Position> asOf,
            String because) {}

    /**
     * @param products every other product that the question came by, in order
     * @param searched how far others were looked for; empty when the question looks for none
     */
    public record Crossed<T>(T answer, List<Reached> products, Optional<Searched> searched) {
        public Crossed {
            products = List.copyOf(products);
        }
    }

    /**
     * @param nodes about how many it was asked who else speaks of them
     * @param unasked how many more there are than {@link #SEARCHED_MAX}, about which nobody was
     * @param partitions why these were not asked
     */
    public record Searched(long nodes, long unasked, SortedMap<Integer, String> partitions) {
        public Searched {
            partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
        }

        /** Whether every partition was asked. */
        public boolean isEverywhere() {
            return partitions.isEmpty();
        }
    }

    static final Kept NO_LOG = new Kept(State.UNKNOWN, "it has no log");

    private final Product home;
    private final AsOf asOf;
    private final OtherProducts others;
    private final Optional<Search> search;
    private final NodeAllowance allowance;
    private final Function<GraphView, Optional<T>> question;
    private final SortedMap<Product, GraphView> entered = new TreeMap<>();
    private final SortedMap<Product, Integer> depths = new TreeMap<>();
    private final SortedMap<Product, Kept> kept = new TreeMap<>();
    private final LogsElsewhere elsewhere = new LogsElsewhere();
    private final Map<Product, Kept> givenUp = new HashMap<>();
    private final Twins twins = new Twins();
    private final SearchedNodes found = new SearchedNodes();
    private int depth = 1;

    private Crossing(
            Product home,
            AsOf asOf,
            OtherProducts others,
            Optional<Search> search,
            NodeAllowance allowance,
            Function<GraphView, Optional<T>> question) {
        this.home = home;
        this.asOf = asOf;
        this.others = others;
        this.search = search;
        this.allowance = allowance;
        this.question = question;
    }

    /**
     * Asks, as the logs stood at some time.
     *
     * @param search for products that nothing leads to; empty goes where links lead alone
     * @param allowance for all nodes that the question holds at a time, and the answer after it
     * @param graph the one that holds the product's log
     * @return empty when the question has no answer
     * @throws AsOf.NotYetException when the product's log does not reach that far
     */
    public static <T> Optional<Crossed<T>> ask(
            GraphView graph,
            Product product,
            AsOf asOf,
            OtherProducts others,
            Optional<Search> search,
            NodeAllowance allowance,
            Function<GraphView, Optional<T>> question) {
        Crossing<T> crossing = new Crossing<>(product, asOf, others, search, allowance, question);
        crossing.entered.put(product, graph);
        return crossing.asked();
    }

    private Optional<Crossed<T>> asked() {
        while (true) {
            allowance.begin(elsewhere.nodes());
            UnionView union = new UnionView(entered, twins);
            GraphView then = new ReadOnceView(asOf.of(union, home), allowance);
            Optional<T> answer = question.apply(then);
            if (elsewhere.isLacking()) {
                elsewhere.fetch().ifPresent(this::beginWithout);
                continue;
            }
            if (answer.isEmpty() || !(enter(union) || search(union, then))) {
                return answer.map(
                        each ->
                                new Crossed<>(
                                        each,
                                        reached(union, then),
                                        search.map(_ -> found.searched())));
            }
            depth++;
        }
    }

    /** A log of which only a part could be had does not count, nor does where it led. */
    private void beginWithout(LogsElsewhere.Lost lost) {
        givenUp.put(lost.product(), lost.why());
        entered.keySet().retainAll(Set.of(home));
        elsewhere.clear();
        depths.clear();
        kept.clear();
        twins.clear();
        found.clear();
        depth = 1;
    }

    private Lent lend(Product product) {
        Kept gone = givenUp.get(product);
        return gone == null ? others.lend(product, recordedBy()) : gone;
    }

    /** Whether there is more to ask now. */
    private boolean enter(UnionView union) {
        int before = entered.size();
        for (Product product : union.missed()) {
            enter(product, union.asked(product));
        }
        return entered.size() > before;
    }

    /** Whether somebody else was found who speaks of what the question came by. */
    private boolean search(UnionView union, GraphView then) {
        boolean isMore = false;
        if (search.isPresent()) {
            Search wanted = search.get();
            List<NodeRef> nodes = found.fresh(union.asked(), ref -> wanted.isFor(ref, then));
            if (!nodes.isEmpty()) {
                Mentions.Found answer = wanted.mentions().of(nodes, ofAllLogs());
                found.add(answer);
                for (Mention mention : answer.mentions()) {
                    isMore |= wanted.takes(mention) && enter(mention, then);
                }
            }
        }
        return isMore;
    }

    private boolean enter(Mention mention, GraphView then) {
        enter(mention.product(), List.of(mention.node()));
        if (mention.isOfContent()) {
            twins.add(
                    mention,
                    mention.how() == Mention.How.ORIGIN
                            && !Mention.hasOrigin(then.node(mention.node())));
        }
        return entered.containsKey(mention.product());
    }

    /** What counts, said without the home's positions. */
    private AsOf ofAllLogs() {
        return new AsOf(
                recordedBy().<Recorded>map(Recorded.By::new).orElseGet(Recorded.All::new),
                asOf.validAt());
    }

    private void enter(Product product, Collection<NodeRef> wanted) {
        if (entered.containsKey(product) || kept.containsKey(product)) {
            return;
        }
        depths.put(product, depth);
        if (depth > DEPTH_MAX) {
            kept.put(
                    product,
                    new Kept(State.TOO_FAR, "at most %d products far".formatted(DEPTH_MAX)));
        } else if (entered.size() > PRODUCTS_MAX) {
            kept.put(
                    product, new Kept(State.TOO_MANY, "at most %d others".formatted(PRODUCTS_MAX)));
        } else {
            enter(product, lend(product), wanted);
        }
    }

    private void enter(Product product, Lent lent, Collection<NodeRef> wanted) {
        switch (lent) {
            case Lent.Elsewhere(Pieces pieces) ->
                    enter(product, elsewhere.begin(product, pieces, wanted), wanted);
            case Lent.Graph(GraphView view) when view.position(product).isEmpty() ->
                    kept.put(product, NO_LOG);
            case Lent.Graph(GraphView view) -> entered.put(product, view);
            case Kept why -> kept.put(product, why);
        }
    }

    /** The time up to which every log counts. */
    private Optional<Instant> recordedBy() {
        return switch (asOf.recorded()) {
            case Recorded.All() -> Optional.empty();
            case Recorded.By(Instant time) -> Optional.of(time);
            case Recorded.UpTo(long seq) ->
                    Objects.requireNonNull(entered.get(home))
                            .positionAt(home, seq)
                            .map(Position::sealedAt);
        };
    }

    private List<Reached> reached(UnionView union, GraphView then) {
        return depths.keySet().stream().map(product -> reached(product, union, then)).toList();
    }

    private Reached reached(Product product, UnionView union, GraphView then) {
        Optional<Kept> why = Optional.ofNullable(kept.get(product));
        return new Reached(
                product,
                Objects.requireNonNull(depths.get(product)),
                why.map(Kept::why).orElse(State.FOLLOWED),
                union.nodes(product),
                why.isPresent() ? Optional.empty() : then.position(product),
                why.map(Kept::because).orElse(""));
    }
}
