package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The exceptions that something relied on when it was done, by what had happened then.
 *
 * @param named all of them
 * @param inForce those that let it be done: granted by a person who wrote nothing of it, and
 *     neither closed, nor over, nor found not justified
 * @param selfGranted why one that is in force lets nothing be done: only who wrote it granted it
 */
public record Reliance(List<NodeRef> named, List<NodeRef> inForce, Optional<String> selfGranted) {

    public Reliance {
        named = List.copyOf(named);
        inForce = List.copyOf(inForce);
    }

    static Reliance of(Collection<Edge> links, Installation installed, ApprovedContent then) {
        List<NodeRef> named = named(links);
        return named.isEmpty()
                ? new Reliance(named, List.of(), Optional.empty())
                : of(named, installed.work(then), installed.startedAt(), then);
    }

    /** Of one thing that is in force, whatever else came with it. */
    public static Reliance of(
            Collection<Edge> links, NodeRef content, Instant at, ApprovedContent then) {
        return of(named(links), then.work(content), at, then);
    }

    private static Reliance of(List<NodeRef> named, Work work, Instant at, ApprovedContent then) {
        List<NodeRef> inForce = new ArrayList<>();
        Optional<String> selfGranted = Optional.empty();
        for (NodeRef ref : named) {
            Node exception = then.view().node(ref);
            if (!ExceptionLife.of(exception).holds(at)) {
                continue;
            }
            if (ExceptionLife.of(exception, word -> then.selfApproved(word, work).isEmpty())
                    .holds(at)) {
                inForce.add(ref);
            } else {
                selfGranted =
                        Optional.of(
                                "%s lets nothing be done: only who wrote something of it granted it"
                                        .formatted(ref));
            }
        }
        return new Reliance(named, inForce, selfGranted);
    }

    private static List<NodeRef> named(Collection<Edge> links) {
        return links.stream()
                .filter(edge -> edge.relation().equals("reliesOn") && edge.counts())
                .map(Edge::to)
                .filter(to -> to.type().equals("Exception"))
                .distinct()
                .sorted()
                .toList();
    }

    /** What was not approved, and why no exception that is named lets it be done. */
    String because(String why) {
        if (named.isEmpty() || !inForce.isEmpty()) {
            return why;
        }
        return "%s; %s"
                .formatted(
                        why,
                        selfGranted.orElseGet(
                                () -> "%s was not in force".formatted(named.getFirst())));
    }
}
