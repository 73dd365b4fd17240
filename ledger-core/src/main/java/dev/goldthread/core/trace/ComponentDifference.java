package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.MissingParts;
import dev.goldthread.core.finding.ShortBill;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.ReleaseDifference.Changed;
import dev.goldthread.core.trace.ReleaseDifference.Section;
import dev.goldthread.core.trace.ReleaseDifference.Unlisted;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The components of what two traces of a release ship, held against each other. */
final class ComponentDifference {

    private ComponentDifference() {}

    private static NavigableSet<NodeRef> components(Scope scope) {
        return TraceKinds.sorted(
                TraceKinds.included(scope, TraceKinds.SHIPPED).stream()
                        .flatMap(ref -> scope.node(ref).stream())
                        .flatMap(artifact -> Scope.causes(artifact, "contains"))
                        .filter(Edge::counts)
                        .map(Edge::to));
    }

    /** Held against each other only where both bills of materials are whole. */
    static Section between(Scope before, Scope after) {
        List<Unlisted> notKnown =
                Stream.of(before, after).flatMap(ComponentDifference::unlisted).distinct().toList();
        return notKnown.isEmpty()
                ? of(components(before), components(after))
                : new Section("components", List.of(), List.of(), List.of(), notKnown);
    }

    private static Stream<Unlisted> unlisted(Scope scope) {
        NodeRef release = scope.root();
        NavigableSet<NodeRef> artifacts = TraceKinds.included(scope, Set.of("Artifact"));
        if (artifacts.isEmpty()) {
            return Stream.of(new Unlisted(release, release, "it includes no artifact"));
        }
        return artifacts.stream()
                .flatMap(
                        artifact ->
                                unlisted(scope.node(artifact))
                                        .map(why -> new Unlisted(release, artifact, why))
                                        .stream());
    }

    private static Optional<String> unlisted(Optional<Node> artifact) {
        if (artifact.flatMap(node -> node.latest("sbom.attached")).isEmpty()) {
            return Optional.of("no bill of materials says what it contains");
        }
        return MissingParts.of(artifact.get()).stream()
                .filter(MissingParts::isOfBill)
                .findFirst()
                .map(
                        missing ->
                                "%d of %d parts of its bill of materials have not come"
                                        .formatted(missing.count(), missing.total()))
                .or(() -> ShortBill.of(artifact.get()).stream().findFirst().map(ShortBill::text));
    }

    /** A package of the same name in another version is changed; there may be several versions. */
    private static Section of(NavigableSet<NodeRef> before, NavigableSet<NodeRef> after) {
        List<NodeRef> added = new ArrayList<>(TraceKinds.without(after, before));
        List<NodeRef> removed = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        for (NodeRef gone : TraceKinds.without(before, after)) {
            Optional<NodeRef> other =
                    added.stream()
                            .filter(ref -> packageOf(ref).equals(packageOf(gone)))
                            .findFirst();
            if (other.isEmpty()) {
                removed.add(gone);
            } else {
                added.remove(other.get());
                changed.add(
                        new Changed(gone, other.get(), versionOf(gone), versionOf(other.get())));
            }
        }
        return new Section("components", added, removed, changed);
    }

    /** A purl up to its version (purl specification, "Rules for each purl component"). */
    private static String packageOf(NodeRef component) {
        int at = versionAt(component.id());
        return at < 0 ? component.id() : component.id().substring(0, at);
    }

    private static Optional<String> versionOf(NodeRef component) {
        int at = versionAt(component.id());
        return at < 0 ? Optional.empty() : Optional.of(component.id().substring(at + 1));
    }

    private static int versionAt(String purl) {
        return purl.indexOf('@', Math.max(0, purl.lastIndexOf('/')));
    }
}
