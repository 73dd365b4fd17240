package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One deployment into an environment, from its start to its end. Tools use an id again, so one node
 * may be several of them; what one installed is what its own events name. That is only read when
 * somebody asks: an environment has had many deployments, and most have been replaced. For one
 * thread.
 */
final class Use {

    private final Reader reader;
    private final List<NodeFact> facts;
    private final List<Use> earlier;
    private @Nullable Contents contents;

    private record Contents(Set<NodeRef> items, Set<NodeRef> releases) {

        Contents {
            items = Set.copyOf(items);
            releases = Set.copyOf(releases);
        }
    }

    private Use(Reader reader, List<NodeFact> facts, List<Use> earlier) {
        this.reader = reader;
        this.facts = List.copyOf(facts);
        this.earlier = List.copyOf(earlier);
    }

    /** All that went into the environment, in order. */
    static List<Use> of(Node deployment, NodeRef environment, GraphView view) {
        return new Reader(deployment, environment, view).uses();
    }

    /** In order; the last may be its end. */
    List<NodeFact> facts() {
        return facts;
    }

    /** The artifacts and models that it installs. */
    Set<NodeRef> items() {
        return contents().items();
    }

    /** Those that it installs, by name or by what they include. */
    Set<NodeRef> releases() {
        return contents().releases();
    }

    private Contents contents() {
        Contents known = contents;
        if (known == null) {
            known = reader.contents(facts, earlier);
            contents = known;
        }
        return known;
    }

    /** Puts the uses of one id together. */
    private record Reader(Node deployment, NodeRef environment, GraphView view) {

        List<Use> uses() {
            List<Use> uses = new ArrayList<>();
            List<NodeFact> open = new ArrayList<>();
            for (NodeFact fact : deployment.facts()) {
                if (!fact.type().startsWith("deployment.") || !isInto(fact)) {
                    continue;
                }
                open.add(fact);
                if (!fact.type().equals("deployment.started")) {
                    uses.add(new Use(this, open, uses));
                    open.clear();
                }
            }
            if (!open.isEmpty()) {
                uses.add(new Use(this, open, uses));
            }
            return uses;
        }

        private boolean isInto(NodeFact fact) {
            List<NodeRef> into =
                    counting("into").filter(isSaidBy(fact)).map(Edge::to).distinct().toList();
            return into.isEmpty() || into.contains(environment);
        }

        private Stream<Edge> counting(String relation) {
            return counting(deployment, relation);
        }

        private static Stream<Edge> counting(Node node, String relation) {
            return Scope.causes(node, relation).filter(Edge::counts);
        }

        private static Predicate<Edge> isSaidBy(NodeFact fact) {
            return edge -> Said.of(edge).equals(Said.of(fact));
        }

        private Contents contents(List<NodeFact> facts, List<Use> earlier) {
            List<NodeRef> deployed = deployed(facts);
            Set<NodeRef> releases = new TreeSet<>();
            deployed.stream().filter(ref -> ref.type().equals("Release")).forEach(releases::add);
            Set<NodeRef> items = new TreeSet<>();
            deployed.stream().filter(Held::isContent).forEach(items::add);
            if (items.isEmpty()) {
                releases.forEach(release -> items.addAll(contents(release, earlier)));
            }
            List.copyOf(items).stream()
                    .flatMap(item -> counting(view.node(item), "packages"))
                    .map(Edge::to)
                    .forEach(items::add);
            items.forEach(item -> ReleaseContents.including(item, view).forEach(releases::add));
            return new Contents(items, releases);
        }

        /** What these events name, and what events about other things say that it deploys. */
        private List<NodeRef> deployed(List<NodeFact> facts) {
            Set<Said> own = facts.stream().map(Said::of).collect(Collectors.toSet());
            Set<Said> others = new HashSet<>();
            deployment.facts().stream().map(Said::of).forEach(others::add);
            others.removeAll(own);
            return counting("deploys")
                    .filter(edge -> !others.contains(Said.of(edge)))
                    .map(Edge::to)
                    .distinct()
                    .toList();
        }

        /**
         * All of a release, or what of it was named when the id was used for it before: an end that
         * is told twice installs no more.
         */
        private Set<NodeRef> contents(NodeRef release, List<Use> earlier) {
            Set<NodeRef> all =
                    counting(view.node(release), "includes")
                            .map(Edge::to)
                            .filter(Held::isContent)
                            .collect(Collectors.toCollection(TreeSet::new));
            Set<NodeRef> named = new TreeSet<>(all);
            named.retainAll(
                    earlier.stream()
                            .filter(use -> use.releases().contains(release))
                            .flatMap(use -> use.items().stream())
                            .collect(Collectors.toSet()));
            return named.isEmpty() ? all : named;
        }
    }
}
