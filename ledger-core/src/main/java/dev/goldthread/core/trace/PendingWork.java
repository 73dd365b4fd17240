package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.ChangeState;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.finding.Part;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.NodeFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a product waits to be done, and since when: approvals, conditions, exceptions and their
 * reviews, flags, {@link PendingValidations validations} that failed or are due, change requests,
 * changes, incidents, deployments that never ended, and {@link PendingEvidence evidence} that is
 * not all here. Ages are held against the time of the last record, so that a replay tells the same,
 * or the time asked for.
 *
 * @param now what ages and due dates are held against
 * @param items those that were asked for, overdue ones first, then the oldest
 * @param next the place to go on from; empty where nothing waits behind them
 */
public record PendingWork(
        Product product, GraphView.Position asOf, Instant now, List<Item> items, OptionalInt next)
        implements Naming {

    /** What can wait, for whatever. */
    public static final List<String> NODE_TYPES =
            List.of(
                    "Approval",
                    "ApprovalRequest",
                    "Exception",
                    "Flag",
                    "Validation",
                    "PipelineComponent",
                    "ChangeRequest",
                    "Change",
                    "Incident",
                    "Release",
                    "Deployment");

    /**
     * What waits for nothing but parts of what is stated of it: there is much of it, and nearly all
     * came in one piece.
     */
    public static final Set<String> PART_TYPES =
            Part.NODE_TYPES.stream()
                    .filter(type -> !NODE_TYPES.contains(type))
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * One thing that waits.
     *
     * @param what it waits for
     * @param dueAt empty where nothing sets a time
     */
    public record Item(NodeRef node, String what, Instant since, Optional<Instant> dueAt) {

        public boolean isOverdue(Instant now) {
            return dueAt.filter(due -> due.isBefore(now)).isPresent();
        }

        public Duration age(Instant now) {
            return Duration.between(since, now);
        }
    }

    /**
     * Some of all that waits, from a place in the whole list on. What may wait has a place before
     * it is judged whether it does.
     *
     * @param limit so many items at most
     * @param walksMax so many releases are judged at most, so there may be fewer items
     */
    public record Slice(int from, int limit, int walksMax) {

        public static final Slice ALL = new Slice(0, Integer.MAX_VALUE, Integer.MAX_VALUE);

        public Slice {
            if (from < 0 || limit < 1 || walksMax < 1) {
                throw new IllegalArgumentException(
                        "from must be 0 or more, limit and walksMax 1 or more, but are %d, %d and %d"
                                .formatted(from, limit, walksMax));
            }
        }
    }

    public PendingWork {
        items = List.copyOf(items);
    }

    @Override
    public Stream<NodeRef> named() {
        return items.stream().map(Item::node);
    }

    /**
     * All that waits, as the other.
     *
     * @return empty for an unknown product
     */
    public static Optional<PendingWork> of(
            GraphView view, Iterable<Node> nodes, Product product, NodeAllowance allowance) {
        return of(view, nodes, List.of(), product, Slice.ALL, allowance);
    }

    /**
     * Whether a release waits costs a walk through its trace, so only those that are asked for are
     * judged.
     *
     * @param nodes at least those recorded of {@link #NODE_TYPES}, and those of {@link #PART_TYPES}
     *     of which something came in parts, in any order; read once
     * @param absent events that a correction may name and that the log does not have
     * @param allowance for the nodes that a release is judged on, one release at a time
     * @return empty for an unknown product
     */
    public static Optional<PendingWork> of(
            GraphView view,
            Iterable<Node> nodes,
            Collection<NodeRef> absent,
            Product product,
            Slice slice,
            NodeAllowance allowance) {
        return view.position(product)
                .map(
                        asOf -> {
                            Instant now = view.validAt().orElse(asOf.sealedAt());
                            PendingList list =
                                    PendingList.of(view, nodes, absent, product, now, allowance);
                            return list.work(asOf, slice);
                        });
    }

    /** What a node waits for, but for the evidence of a release. */
    static Stream<Item> waiting(Node node, GraphView view, Instant now) {
        return switch (node.ref().type()) {
            case "Approval" -> PendingApprovals.ofApproval(node, view);
            case "ApprovalRequest" -> PendingApprovals.ofRequest(node, view, now);
            case "Exception" -> PendingExceptions.of(node, view);
            case "Flag" ->
                    since(node, "flag.retired", "flag.created", "flag.changed")
                            .map(since -> item(node, "to be retired", since, "expiresAt"));
            case "Validation" -> PendingValidations.ofValidation(node);
            case "PipelineComponent" -> PendingValidations.ofComponent(node);
            case "ChangeRequest" ->
                    Stream.concat(
                            unless(
                                    node,
                                    "to be classified",
                                    "change_request.classified",
                                    "change_request.closed"),
                            since(node, "change_request.closed", "change_request.opened")
                                    .map(since -> item(node, "to be closed", since, "")));
            case "Change" -> change(node);
            case "Incident" -> PendingIncidents.of(node);
            case "Deployment" -> deployment(node, view);
            default -> Stream.empty();
        };
    }

    private static Stream<Item> unless(Node node, String what, String... done) {
        return node.latest(done).isPresent() ? Stream.empty() : Stream.of(item(node, what, ""));
    }

    /**
     * Since when something waits to be done: since its first event, or since it was opened again
     * after that. Nothing when it is done.
     */
    static Stream<Instant> since(Node node, String done, String... opening) {
        Optional<NodeFact> last = node.latest(done);
        List<String> opens = List.of(opening);
        return last.isEmpty()
                ? Stream.of(node.facts().getFirst().occurredAt())
                : node.statements()
                        .filter(fact -> opens.contains(fact.type()))
                        .filter(fact -> fact.compareTo(last.get()) > 0)
                        .map(NodeFact::occurredAt)
                        .limit(1);
    }

    static Item item(Node node, String what, String due) {
        return item(node, what, node.facts().getFirst().occurredAt(), due);
    }

    static Item item(Node node, String what, Instant since, String due) {
        return new Item(node.ref(), what, since, time(node, due));
    }

    private static Stream<Item> change(Node node) {
        if (ChangeState.isMerged(node) || ChangeState.isAbandoned(node)) {
            return Stream.empty();
        }
        Instant since = ChangeState.openedAgain(node).orElse(node.facts().getFirst()).occurredAt();
        return Stream.of(item(node, "to be merged", since, ""));
    }

    private static Optional<Instant> time(Node node, String field) {
        return field.isEmpty() ? Optional.empty() : node.time(field);
    }

    /** Each use of its id from its start until an event says how it ended, wherever that is. */
    private static Stream<Item> deployment(Node node, GraphView view) {
        return Installation.ofOwn(node, view).stream()
                .filter(Installation::isOpen)
                .map(
                        use ->
                                new Item(
                                        node.ref(),
                                        "to be finished in " + use.places(),
                                        use.startedAt(),
                                        Optional.empty()));
    }
}
