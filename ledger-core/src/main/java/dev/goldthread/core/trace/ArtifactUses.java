package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.LastLook;
import dev.goldthread.core.finding.MissingParts;
import dev.goldthread.core.finding.ReleaseState;
import dev.goldthread.core.finding.ShortBill;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one graph knows of where an artifact went. A link from a product whose log lies in another
 * partition stands in that partition's graph; {@link #and} joins what several know.
 *
 * @param releases that include it
 * @param deployments of it, or of such a release
 * @param runsIn environments whose last look found it running
 * @param lacking bills of materials of the artifact of which not all has come
 * @param unnamed those that count more components than they name
 * @param marks what of it rests on events that were corrected in part; the artifact is among it
 */
public record ArtifactUses(
        List<Released> releases,
        List<Deployed> deployments,
        SortedSet<NodeRef> runsIn,
        List<Lacking> lacking,
        List<Unnamed> unnamed,
        PartMarks marks)
        implements Naming {

    /**
     * A release that includes it.
     *
     * @param state whether it was published or withdrawn last, by the type of that event; else the
     *     last type that is about it; none of a release which no event recorded
     * @param udi the device identification that was stated last
     */
    public record Released(NodeRef release, Optional<String> state, Optional<Map<?, ?>> udi) {}

    /**
     * A deployment.
     *
     * @param state the last event type that is about it
     * @param into environments
     * @param sites ids of hospitals, plants or fleets
     */
    public record Deployed(
            NodeRef deployment, Optional<String> state, List<NodeRef> into, List<String> sites) {
        public Deployed {
            into = List.copyOf(into);
            sites = List.copyOf(sites);
        }
    }

    /**
     * A bill of materials in parts.
     *
     * @param missing how many of them have not come
     */
    public record Lacking(long missing, long parts) {}

    /**
     * A bill of materials that counts more components than it names.
     *
     * @param withoutPurl how many have no package URL; empty when it does not say
     */
    public record Unnamed(long counted, long named, OptionalLong withoutPurl) {}

    public static final ArtifactUses NONE =
            new ArtifactUses(
                    List.of(), List.of(), new TreeSet<>(), List.of(), List.of(), PartMarks.NONE);

    public ArtifactUses {
        releases = List.copyOf(releases);
        deployments = List.copyOf(deployments);
        lacking = List.copyOf(lacking);
        unnamed = List.copyOf(unnamed);
    }

    public static ArtifactUses of(NodeRef artifact, GraphView view) {
        return Marked.of(view, each -> Optional.of(unmarked(artifact, each)), artifact)
                .map(marked -> marked.answer().with(marked.marks()))
                .orElse(NONE);
    }

    private ArtifactUses with(PartMarks all) {
        return new ArtifactUses(releases, deployments, runsIn, lacking, unnamed, all);
    }

    @Override
    public Stream<NodeRef> named() {
        return Stream.of(
                        releases.stream().map(Released::release),
                        deployments.stream().map(Deployed::deployment),
                        deployments.stream().flatMap(each -> each.into().stream()),
                        runsIn.stream())
                .flatMap(each -> each);
    }

    private static ArtifactUses unmarked(NodeRef artifact, GraphView view) {
        List<NodeRef> releases = effects(artifact, "includes", "Release", view);
        Set<NodeRef> deployments = new TreeSet<>(effects(artifact, "deploys", "Deployment", view));
        releases.forEach(
                release -> deployments.addAll(effects(release, "deploys", "Deployment", view)));
        return new ArtifactUses(
                releases.stream().map(view::node).map(ArtifactUses::released).toList(),
                deployments.stream().map(view::node).map(ArtifactUses::deployed).toList(),
                new TreeSet<>(
                        effects(artifact, "runs", "Environment", view).stream()
                                .filter(place -> isRunning(artifact, view.node(place)))
                                .toList()),
                MissingParts.of(view.node(artifact)).stream()
                        .filter(MissingParts::isOfBill)
                        .map(each -> new Lacking(each.count(), each.total()))
                        .toList(),
                ShortBill.of(view.node(artifact)).stream()
                        .map(each -> new Unnamed(each.counted(), each.named(), each.withoutPurl()))
                        .toList(),
                PartMarks.NONE);
    }

    private static List<NodeRef> effects(
            NodeRef cause, String relation, String type, GraphView view) {
        return view.effects(cause, relation).stream()
                .map(Edge::from)
                .filter(from -> from.type().equals(type))
                .distinct()
                .sorted()
                .toList();
    }

    private static Released released(Node release) {
        Optional<Map<?, ?>> udi =
                release.attributes().get("udi") instanceof Map<?, ?> known
                        ? Optional.of(known)
                        : Optional.empty();
        Optional<NodeFact> state = ReleaseState.last(release).or(release::latest);
        return new Released(release.ref(), state.map(NodeFact::type), udi);
    }

    private static Deployed deployed(Node deployment) {
        return new Deployed(
                deployment.ref(),
                deployment.latest().map(NodeFact::type),
                Scope.causes(deployment, "into").map(Edge::to).distinct().sorted().toList(),
                sites(deployment).distinct().sorted().toList());
    }

    private static Stream<String> sites(Node deployment) {
        return deployment.attributes().get("sites") instanceof List<?> sites
                ? sites.stream()
                        .filter(site -> site instanceof Map<?, ?>)
                        .map(site -> String.valueOf(((Map<?, ?>) site).get("id")))
                : Stream.empty();
    }

    private static boolean isRunning(NodeRef artifact, Node environment) {
        LastLook look = LastLook.at(environment);
        return look.last().isPresent()
                && Scope.causes(environment, "runs")
                        .anyMatch(edge -> edge.to().equals(artifact) && look.leaves(edge));
    }

    /** What this one and another graph know. */
    public ArtifactUses and(ArtifactUses other) {
        TreeSet<NodeRef> places = new TreeSet<>(runsIn);
        places.addAll(other.runsIn);
        return new ArtifactUses(
                joined(releases, other.releases),
                joined(deployments, other.deployments),
                places,
                joined(lacking, other.lacking),
                joined(unnamed, other.unnamed),
                marks.and(other.marks));
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return new ArrayList<>(all);
    }
}
