package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalTerms;
import dev.goldthread.core.finding.Conditions;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.PendingWork.Item;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Approvals that were asked for, and the conditions of those that were given. */
final class PendingApprovals {

    private PendingApprovals() {}

    /**
     * A request in force waits until as many persons as it asks for have granted what it is for, as
     * its terms want it; what it requires waits by itself.
     */
    static Stream<Item> ofRequest(Node request, GraphView view, Instant now) {
        List<ApprovalTerms.Answered> answered =
                Scope.causes(request, "for")
                        .map(Edge::to)
                        .distinct()
                        .flatMap(approved -> ApprovalTerms.of(approved, view, now).answered())
                        .filter(each -> each.request().equals(request.ref()))
                        .toList();
        Stream<Item> approvals =
                answered.stream()
                        .filter(each -> each.granted() < each.quorum())
                        .min(Comparator.comparingLong(ApprovalTerms.Answered::granted))
                        .map(
                                each ->
                                        PendingWork.item(
                                                request,
                                                "%d of %d approvals"
                                                        .formatted(each.granted(), each.quorum()),
                                                "answerDue"))
                        .stream();
        return answered.isEmpty()
                ? Stream.empty()
                : Stream.concat(approvals, conditions(request, view));
    }

    static Stream<Item> ofApproval(Node approval, GraphView view) {
        return Conditions.isInForce(approval) ? conditions(approval, view) : Stream.empty();
    }

    /** No event records a condition before it is fulfilled: what requires it says that it waits. */
    private static Stream<Item> conditions(Node requiring, GraphView view) {
        List<NodeRef> open = Conditions.of(requiring, view).open();
        return Conditions.links(requiring)
                .filter(edge -> open.contains(edge.to()))
                .map(
                        edge ->
                                new Item(
                                        edge.to(),
                                        "to be fulfilled",
                                        edge.occurredAt(),
                                        Conditions.terms(requiring, edge.to()).dueAt()));
    }

    /** A condition waits once, since it was first required, and until it is first due. */
    static Stream<Item> once(List<Item> items) {
        Map<NodeRef, Item> conditions = new TreeMap<>();
        items.stream()
                .filter(item -> item.node().type().equals("Condition"))
                .forEach(item -> conditions.merge(item.node(), item, PendingApprovals::earlier));
        return Stream.concat(
                items.stream().filter(item -> !item.node().type().equals("Condition")),
                conditions.values().stream());
    }

    private static Item earlier(Item one, Item other) {
        return new Item(
                one.node(),
                one.what(),
                one.since().isAfter(other.since()) ? other.since() : one.since(),
                Stream.of(one, other)
                        .flatMap(item -> item.dueAt().stream())
                        .min(Comparator.naturalOrder()));
    }
}
