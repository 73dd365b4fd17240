package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Configured;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The configurations and flags of an environment, each as it was declared last and as it was seen
 * last; of the two the later one counts. What was declared is in force where it applies to the
 * environment, or to a release that runs here. For one thread.
 */
final class Settings {

    private final EnvironmentRecords records;
    private final Map<NodeRef, Held> seen = new TreeMap<>();
    private final Map<NodeRef, NodeFact> declared = new TreeMap<>();

    Settings(EnvironmentRecords records) {
        this.records = records;
    }

    void declare(Configured set) {
        declared.put(set.subject(), set.fact());
    }

    void see(Edge edge, Happening look) {
        seen.put(edge.to(), state(edge, look).seenBy(look.fact()));
    }

    /** Somebody brought it back; nobody has seen it yet. */
    void restore(Edge edge, Happening rollback) {
        seen.put(edge.to(), state(edge, rollback));
    }

    /** A whole look did not list the others. */
    void retain(Set<NodeRef> listed) {
        seen.keySet().retainAll(listed);
    }

    /**
     * What is seen names a revision or a digest; the other one is known if it was declared. A look
     * that names neither saw what was declared last.
     */
    private Held state(Edge edge, Happening look) {
        Optional<NodeFact> fact =
                edge.digest().isEmpty() && edge.revision().isEmpty()
                        ? Optional.ofNullable(declared.get(edge.to()))
                        : records.setting(edge.to()).facts().reversed().stream()
                                .filter(each -> isMeant(each, edge))
                                .findFirst();
        return Held.state(
                edge.to(),
                edge.revision().or(() -> fact.flatMap(each -> each.data().text("revision"))),
                edge.digest().or(() -> fact.flatMap(each -> each.data().text("digest"))),
                fact.flatMap(Settings::value),
                look.fact(),
                look.subject());
    }

    private static boolean isMeant(NodeFact fact, Edge edge) {
        return edge.digest().stream().allMatch(is(fact.data().text("digest")))
                && edge.revision().stream().allMatch(is(fact.data().text("revision")));
    }

    private static Predicate<String> is(Optional<String> value) {
        return text -> value.equals(Optional.of(text));
    }

    private static Optional<String> value(NodeFact fact) {
        return fact.data().text("defaultValue").or(() -> fact.data().text("finalValue"));
    }

    /**
     * @param running the artifacts and models that are here now
     */
    Stream<Held> inForce(Set<NodeRef> running) {
        return Stream.concat(declared.keySet().stream(), seen.keySet().stream())
                .distinct()
                .flatMap(ref -> inForce(ref, running).stream());
    }

    private Optional<Held> inForce(NodeRef ref, Set<NodeRef> running) {
        Optional<Held> looked = Optional.ofNullable(seen.get(ref));
        NodeFact said = declared.get(ref);
        if (said == null || looked.filter(held -> isBefore(said, held)).isPresent()) {
            return looked;
        }
        if (said.type().equals("flag.retired") || !(applies(ref, running) || looked.isPresent())) {
            return Optional.empty();
        }
        return Optional.of(
                Held.state(
                        ref,
                        said.data().text("revision"),
                        said.data().text("digest"),
                        value(said),
                        said,
                        ref));
    }

    private static boolean isBefore(NodeFact said, Held looked) {
        return said.compareTo(looked.seen().orElse(looked.since())) < 0;
    }

    private boolean applies(NodeRef setting, Set<NodeRef> running) {
        return Scope.causes(records.setting(setting), "appliesTo")
                .filter(Edge::counts)
                .map(Edge::to)
                .anyMatch(to -> to.equals(records.environment()) || isLive(to, running));
    }

    /** Whether all of a release that has ever been here is here now. */
    private boolean isLive(NodeRef release, Set<NodeRef> running) {
        Set<NodeRef> contents = records.contentsOf(release);
        return !contents.isEmpty() && running.containsAll(contents);
    }
}
