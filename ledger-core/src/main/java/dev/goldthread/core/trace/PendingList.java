package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.PendingWork.Item;
import dev.goldthread.core.trace.PendingWork.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * All that may wait, in its order. Where something stands is known before whether it waits, and of
 * a release that costs a walk through its trace, so only what is shown is judged.
 */
final class PendingList {

    private final GraphView view;
    private final Product product;
    private final Instant now;
    private final List<Candidate> all;

    /**
     * What may wait.
     *
     * @param item says where it stands
     * @param walk tells when it is shown whether it waits; empty of what does
     */
    private record Candidate(Item item, Optional<Supplier<Optional<Item>>> walk) {

        Optional<Item> judged() {
            return walk.isPresent() ? walk.get().get() : Optional.of(item);
        }
    }

    private PendingList(GraphView view, Product product, Instant now, List<Candidate> all) {
        this.view = view;
        this.product = product;
        this.now = now;
        this.all = all;
    }

    static PendingList of(
            GraphView view,
            Iterable<Node> nodes,
            Collection<NodeRef> absent,
            Product product,
            Instant now,
            NodeAllowance allowance) {
        List<Item> items = new ArrayList<>();
        List<Candidate> all = new ArrayList<>();
        for (Node node : nodes) {
            if (node.ref().product().equals(product) && node.isRecorded()) {
                PendingWork.waiting(node, view, now).forEach(items::add);
                items.addAll(PendingEvidence.parts(node));
                if (node.ref().type().equals("Release")) {
                    all.add(release(node, view, allowance));
                }
            }
        }
        absent.stream().flatMap(event -> PendingCorrections.of(event, view)).forEach(items::add);
        PendingApprovals.once(items)
                .map(item -> new Candidate(item, Optional.empty()))
                .forEach(all::add);
        all.sort(Comparator.comparing(Candidate::item, order(now)));
        return new PendingList(view, product, now, all);
    }

    private static Candidate release(Node node, GraphView view, NodeAllowance allowance) {
        NodeRef release = node.ref();
        return new Candidate(
                PendingEvidence.unjudged(node),
                Optional.of(() -> PendingEvidence.ofRelease(view.node(release), view, allowance)));
    }

    private static Comparator<Item> order(Instant now) {
        return Comparator.comparing((Item item) -> !item.isOverdue(now))
                .thenComparing(Item::since)
                .thenComparing(Item::node)
                .thenComparing(Item::what);
    }

    PendingWork work(GraphView.Position asOf, Slice slice) {
        List<Item> items = new ArrayList<>();
        int from = Math.min(slice.from(), all.size());
        int next = goThrough(from, slice, items);
        judgeForMarks(from, next);
        return new PendingWork(
                product,
                asOf,
                now,
                items,
                next < all.size() ? OptionalInt.of(next) : OptionalInt.empty());
    }

    /**
     * Adds what is shown, and looks for the next that waits: a page should not promise another one
     * that is empty.
     *
     * @return the place where it did not go on
     */
    private int goThrough(int from, Slice slice, List<Item> items) {
        int walks = 0;
        int place = from;
        while (place < all.size()) {
            Candidate candidate = all.get(place);
            if (candidate.walk().isPresent() && walks++ == slice.walksMax()) {
                break;
            }
            Optional<Item> waits = candidate.judged();
            if (waits.isPresent() && items.size() == slice.limit()) {
                break;
            }
            waits.ifPresent(items::add);
            place++;
        }
        return place;
    }

    /**
     * Where anything of the log was corrected in part the others are judged, too, because an answer
     * marks it of all that it was made from, whichever page it shows.
     */
    private void judgeForMarks(int from, int to) {
        if (!view.corrections(product).inPart().isEmpty()) {
            IntStream.concat(IntStream.range(0, from), IntStream.range(to, all.size()))
                    .forEach(place -> all.get(place).judged());
        }
    }
}
