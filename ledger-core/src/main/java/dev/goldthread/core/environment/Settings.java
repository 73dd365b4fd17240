package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Configured;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The configurations and flags of an environment, each as it was declared last for here and as it
 * was seen last; of the two the later one counts. What was declared is in force where that event
 * applies it to the environment, or to a release that runs here whole. For one thread.
 */
final class Settings {

    private final EnvironmentRecords records;
    private final Map<NodeRef, Held> seen = new TreeMap<>();
    private final Map<NodeRef, List<Configured>> declared = new TreeMap<>();
    private final Map<NodeRef, Held> inForce = new TreeMap<>();
    private final Set<NodeRef> touched = new HashSet<>();
    private final Map<NodeRef, Boolean> withReleases = new HashMap<>();

    Settings(EnvironmentRecords records) {
        this.records = records;
    }

    void declare(Configured set) {
        declared.computeIfAbsent(set.subject(), _ -> new ArrayList<>()).add(set);
        touched.add(set.subject());
    }

    /**
     * @param running the artifacts and models that are here now
     */
    void see(Edge edge, Happening look, Set<NodeRef> running) {
        Optional<NodeFact> set =
                ofHere(edge.to(), running)
                        .map(Configured::fact)
                        .filter(fact -> fact.data().text("revision").isPresent())
                        .findFirst();
        seen.put(edge.to(), state(edge, look, running).seenBy(look.fact()).setBy(set));
        touched.add(edge.to());
    }

    /** Somebody brought it back; nobody has seen it yet. */
    void restore(Edge edge, Happening rollback, Set<NodeRef> running) {
        seen.put(edge.to(), state(edge, rollback, running));
        touched.add(edge.to());
    }

    /** A whole look did not list the others. */
    void retain(Set<NodeRef> listed) {
        touched.addAll(seen.keySet());
        seen.keySet().retainAll(listed);
    }

    /**
     * What is seen names a revision or a digest; the other one is known if it was declared. A look
     * that names neither saw what was declared last for here.
     */
    private Held state(Edge edge, Happening look, Set<NodeRef> running) {
        Optional<NodeFact> fact =
                edge.digest().isEmpty() && edge.revision().isEmpty()
                        ? ofHere(edge.to(), running).map(Configured::fact).findFirst()
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
     * Says that something has happened to the end: of what it was not about, only what goes with
     * releases may have come into force or ended by it.
     *
     * @param running the artifacts and models that are here now
     */
    void settle(Happening happening, Set<NodeRef> running) {
        touched.forEach(ref -> withReleases.computeIfAbsent(ref, records::goesWithReleases));
        withReleases.forEach(
                (ref, goes) -> {
                    if (goes) {
                        touched.add(ref);
                    }
                });
        for (NodeRef ref : touched) {
            Optional<Held> now = inForce(ref, running);
            if (now.isPresent()) {
                inForce.put(ref, now.get().after(happening, Optional.ofNullable(inForce.get(ref))));
            } else {
                inForce.remove(ref);
            }
        }
        touched.clear();
    }

    /** What is in force, as of what has been settled. */
    Map<NodeRef, Held> inForce() {
        return inForce;
    }

    private Optional<Held> inForce(NodeRef ref, Set<NodeRef> running) {
        Optional<Held> looked = Optional.ofNullable(seen.get(ref));
        Optional<NodeFact> declaration =
                (looked.isPresent()
                                ? ofHere(ref, running)
                                : latest(ref).filter(each -> isSet(each, running)))
                        .map(Configured::fact)
                        .findFirst();
        if (declaration.isEmpty()
                || looked.filter(held -> isBefore(declaration.get(), held)).isPresent()) {
            return looked;
        }
        NodeFact said = declaration.get();
        if (said.type().equals("flag.retired")) {
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

    private Stream<Configured> latest(NodeRef setting) {
        return declared.getOrDefault(setting, List.of()).reversed().stream();
    }

    /**
     * What was declared of a setting that is here, the latest first: for the environment, for a
     * release of which something runs here, or without a word of where.
     */
    private Stream<Configured> ofHere(NodeRef setting, Set<NodeRef> running) {
        return latest(setting)
                .filter(
                        each ->
                                each.appliesTo().isEmpty()
                                        || isSet(each, running)
                                        || each.appliesTo().stream()
                                                .flatMap(to -> records.contentsOf(to).stream())
                                                .flatMap(Set::stream)
                                                .anyMatch(running::contains));
    }

    private static boolean isBefore(NodeFact said, Held looked) {
        return said.compareTo(looked.seen().orElse(looked.since())) < 0;
    }

    private boolean isSet(Configured set, Set<NodeRef> running) {
        return set.appliesTo().contains(records.environment())
                || set.appliesTo().stream().anyMatch(to -> isLive(to, running));
    }

    /** Whether all of a release, as one of its manifests has it, is here now. */
    private boolean isLive(NodeRef release, Set<NodeRef> running) {
        return records.contentsOf(release).stream().anyMatch(running::containsAll);
    }
}
