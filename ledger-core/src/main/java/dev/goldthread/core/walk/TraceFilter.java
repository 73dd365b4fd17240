package dev.goldthread.core.walk;

import dev.goldthread.core.event.NodeRef;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which part of a trace is wanted. A walk that is cut short by depth or relations does not see
 * everything that a judgement on coverage or decisions rests on, so these are left out then; what
 * is only not shown is judged all the same.
 *
 * @param depth how many links far to walk, from 0; empty is to the end
 * @param relations the only relations to follow; none given is all
 * @param types the only node types to show, beside the root; none given is all
 */
public record TraceFilter(OptionalInt depth, Set<String> relations, Set<String> types) {

    public static final TraceFilter NONE = new TraceFilter(OptionalInt.empty(), Set.of(), Set.of());

    public TraceFilter {
        relations = Set.copyOf(relations);
        types = Set.copyOf(types);
    }

    public static TraceFilter ofDepth(int depth) {
        return new TraceFilter(OptionalInt.of(depth), Set.of(), Set.of());
    }

    public boolean isWhole() {
        return depth.isEmpty() && relations.isEmpty();
    }

    public boolean reaches(int hops) {
        return depth.isEmpty() || hops <= depth.getAsInt();
    }

    public boolean follows(String relation) {
        return relations.isEmpty() || relations.contains(relation);
    }

    /** Whether a node of a trace is to be seen. */
    public boolean isShown(NodeRef ref, NodeRef root) {
        return ref.equals(root) || types.contains(ref.type());
    }
}
