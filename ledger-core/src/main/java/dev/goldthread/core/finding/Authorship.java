package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.walk.TooLargeException;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Walk;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether somebody wrote what they approve: a change or commit that is new in a release, or that an
 * artifact was built from. Found by the steps of the trace of a release that lead to changes and
 * commits alone, so that a release need not be walked whole. For one question and one thread.
 */
final class Authorship {

    /** A release with more that is new in it than this is a history without a lower end. */
    static final int NODES_MAX = 50_000;

    private static final Traversal BACK_TO_CHANGES =
            Vocabulary.GOLDTHREAD
                    .traversal("release")
                    .among(
                            Set.of(
                                    "Release",
                                    "Artifact",
                                    "Model",
                                    "Config",
                                    "Flag",
                                    "Build",
                                    "TrainingRun",
                                    "Commit",
                                    "Change"));

    /** Of what no release includes nobody knows where the history that is new in it begins. */
    private static final TraceFilter WITHOUT_HISTORY =
            new TraceFilter(
                    OptionalInt.empty(), without(BACK_TO_CHANGES.relations(), "follows"), Set.of());

    /**
     * @param authors each by the first of the keys joined for them; empty where there is too much
     *     to read
     * @param lastSaid when the last happened of what this was read from
     */
    private record Written(Optional<Set<String>> authors, Instant lastSaid) {}

    private final GraphView view;
    private final Product home;
    private final Optional<Authorship> later;
    private final Map<NodeRef, Written> written = new HashMap<>();
    private final Persons persons;

    private Authorship(GraphView view, Product home, Optional<Authorship> later) {
        this.view = view;
        this.home = home;
        this.later = later;
        persons = later.map(each -> each.persons).orElseGet(() -> new Persons(view, home));
    }

    /**
     * @param home whose crosswalks say who is who
     */
    Authorship(GraphView view, Product home) {
        this(view, home, Optional.empty());
    }

    Product home() {
        return home;
    }

    /** By what had happened then; read again only where something of it happened later. */
    Authorship at(Instant then) {
        return new Authorship(OwnLogView.of(view, home, then), home, Optional.of(this));
    }

    /**
     * Why a word is none by somebody else; empty when whoever gave it wrote nothing of it.
     *
     * @param work what it is a word of
     */
    Optional<String> objection(NodeFact word, Work work) {
        String person = persons.of(word.actor().id());
        Optional<NodeFact> made =
                work.states().stream()
                        .filter(
                                fact ->
                                        Authors.ofState(fact)
                                                .map(persons::of)
                                                .anyMatch(person::equals))
                        .findFirst();
        if (made.isPresent()) {
            return Optional.of(
                    "%s approved it and is its author by %s %s"
                            .formatted(word.actor().id(), made.get().type(), made.get().event()));
        }
        for (NodeRef ref : work.nodes()) {
            Optional<Set<String>> authors = written(ref).authors();
            if (authors.isEmpty()) {
                return Optional.of(
                        "who wrote %s is not known, because more than %d things and commits are new in it; let it supersede the release before it"
                                .formatted(ref, NODES_MAX));
            }
            if (authors.get().contains(person)) {
                return Optional.of(
                        "%s approved %s and wrote what it includes"
                                .formatted(word.actor().id(), ref));
            }
        }
        return Optional.empty();
    }

    private Written written(NodeRef ref) {
        Written known = written.get(ref);
        if (known == null) {
            known =
                    later.map(each -> each.written(ref))
                            .filter(all -> view.validAt().filter(all.lastSaid()::isAfter).isEmpty())
                            .orElseGet(() -> read(ref));
            written.put(ref, known);
        }
        return known;
    }

    private Written read(NodeRef ref) {
        TraceFilter filter = ref.type().equals("Release") ? TraceFilter.NONE : WITHOUT_HISTORY;
        try {
            Walk walk = Walk.along(view, ref, BACK_TO_CHANGES, filter, NODES_MAX);
            return new Written(
                    Optional.of(
                            new Authors(view, persons)
                                    .of(nodes(walk, "Change"), nodes(walk, "Commit"))),
                    Stream.concat(
                                    walk.edges().stream().map(Edge::occurredAt),
                                    Stream.concat(nodes(walk, "Change"), nodes(walk, "Commit"))
                                            .flatMap(node -> node.facts().stream())
                                            .filter(Authors::isWriting)
                                            .map(NodeFact::occurredAt))
                            .max(Instant::compareTo)
                            .orElse(Instant.MIN));
        } catch (TooLargeException e) {
            if (!e.isOfWalk()) {
                throw e;
            }
            return new Written(Optional.empty(), Instant.MIN);
        }
    }

    private static Stream<Node> nodes(Walk walk, String type) {
        return walk.nodes().stream().filter(node -> node.ref().type().equals(type));
    }

    private static Set<String> without(Set<String> relations, String one) {
        Set<String> others = new HashSet<>(relations);
        others.remove(one);
        return others;
    }
}
