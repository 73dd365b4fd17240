package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.ReleaseDifference.Changed;
import dev.goldthread.core.trace.ReleaseDifference.Section;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/** Holds a release as it was at a time against what it is. */
final class SinceMaker {

    private static final Set<String> OVER =
            Set.of("requirement.retired", "change.abandoned", "flag.retired");

    /** Of a requirement, control, claim or setting; of a change; of a change request. */
    private static final List<String> REVISIONS = List.of("revision", "headCommit", "tier");

    private final Scope before;
    private final Scope after;

    private SinceMaker(Scope before, Scope after) {
        this.before = before;
        this.after = after;
    }

    /**
     * @param before the release by what had happened at {@code since}
     */
    static ReleaseDifference between(Scope before, Scope after, Instant since) {
        SinceMaker maker = new SinceMaker(before, after);
        return new ReleaseDifference(
                after.root(),
                after.root(),
                Optional.of(since),
                after.asOf(),
                true,
                List.of(
                        maker.revised("changes", TraceKinds.DONE),
                        maker.revised("requirements", TraceKinds.ASKED),
                        TraceKinds.contents(before, after),
                        ComponentDifference.between(before, after),
                        TraceKinds.tests(before, after),
                        maker.revised("configuration", TraceKinds.SETTINGS)));
    }

    /** What came, what went, and what is in another state. */
    private Section revised(String name, Set<String> types) {
        NavigableSet<NodeRef> then = TraceKinds.followed(before, types);
        NavigableSet<NodeRef> now = TraceKinds.followed(after, types);
        List<Changed> changed =
                now.stream()
                        .filter(then::contains)
                        .map(ref -> new Changed(ref, ref, state(ref, before), state(ref, after)))
                        .filter(each -> !each.stateBefore().equals(each.stateAfter()))
                        .toList();
        return new Section(
                name, TraceKinds.without(now, then), TraceKinds.without(then, now), changed);
    }

    /** That it is over, else its revision, or what stands for one. */
    private static Optional<String> state(NodeRef ref, Scope scope) {
        return scope.node(ref).flatMap(SinceMaker::state);
    }

    private static Optional<String> state(Node node) {
        return node.latest()
                .map(NodeFact::type)
                .filter(OVER::contains)
                .map(type -> type.substring(type.indexOf('.') + 1))
                .or(
                        () ->
                                REVISIONS.stream()
                                        .flatMap(field -> node.text(field).stream())
                                        .findFirst());
    }
}
