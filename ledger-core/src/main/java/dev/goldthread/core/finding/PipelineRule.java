package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What built a release has to be shown to be fit for that, in the revision that was used:
 * UNCOVERED, where no validation of it is on record, or one that shows nothing; FAILED, where the
 * last one says no; OVERDUE, where it was to be validated again before the build, and was not
 * since. Each revision is one finding, however many builds used it.
 */
final class PipelineRule implements FindingRules.Rule {

    /**
     * A build that used it.
     *
     * @param revision empty where no event says which one
     */
    private record Use(NodeRef build, Instant at, Optional<String> revision) {}

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("PipelineComponent")
                .filter(Node::isRecorded)
                .forEach(component -> judge(component, scope, judgement));
    }

    private static void judge(Node component, Scope scope, Judgement judgement) {
        PipelineValidation validation = new PipelineValidation(component);
        uses(component, validation, scope)
                .collect(
                        Collectors.groupingBy(
                                use -> use.revision().orElse(""),
                                TreeMap::new,
                                Collectors.toList()))
                .values()
                .forEach(
                        uses ->
                                finding(uses, validation)
                                        .ifPresent(found -> judgement.say(component, found)));
    }

    private static Stream<Use> uses(Node component, PipelineValidation validation, Scope scope) {
        Map<NodeRef, List<Edge>> byBuild =
                scope.effects(component.ref(), "used")
                        .filter(Edge::counts)
                        .filter(edge -> edge.from().type().equals("Build"))
                        .filter(edge -> scope.follows(edge.from()))
                        .collect(
                                Collectors.groupingBy(
                                        Edge::from, TreeMap::new, Collectors.toList()));
        return byBuild.entrySet().stream()
                .flatMap(
                        each ->
                                scope.node(each.getKey()).stream()
                                        .flatMap(build -> by(build, each.getValue(), validation)));
    }

    /** Where one of its events says in which revision, those that do not say it mean the same. */
    private static Stream<Use> by(Node build, List<Edge> links, PipelineValidation validation) {
        List<Use> pinned =
                links.stream()
                        .map(link -> use(link, build, pin(link, build, validation)))
                        .filter(use -> use.revision().isPresent())
                        .toList();
        return pinned.isEmpty()
                ? links.stream()
                        .map(link -> startedAt(build, link))
                        .map(at -> new Use(build.ref(), at, validation.revisionAt(at)))
                : pinned.stream();
    }

    private static Use use(Edge link, Node build, Optional<String> revision) {
        return new Use(build.ref(), startedAt(build, link), revision);
    }

    private static Optional<String> pin(Edge link, Node build, PipelineValidation validation) {
        return link.revision().filter(pin -> validation.isStated(pin) || !isCommitOf(build, pin));
    }

    /** Its first event may be its end, which says when it began. */
    private static Instant startedAt(Node build, Edge edge) {
        return Stream.concat(
                        Stream.of(edge.occurredAt()),
                        Stream.concat(
                                build.statements().map(NodeFact::occurredAt),
                                build.time("startedAt").stream()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Where a part of the pipeline lies beside the source, tools pin it by the commit that they
     * built. That is the state of all that lies there, and no revision of the part alone.
     */
    private static boolean isCommitOf(Node build, String revision) {
        return Scope.causes(build, "builtFrom")
                .filter(Edge::counts)
                .anyMatch(link -> link.to().id().equals(revision));
    }

    private static Optional<Finding> finding(List<Use> uses, PipelineValidation validation) {
        Optional<String> revision = uses.getFirst().revision();
        if (revision.isEmpty()) {
            return uncovered("no event says in which revision %s used it".formatted(builds(uses)));
        }
        Optional<NodeFact> last = validation.of(revision.get());
        if (last.isEmpty()) {
            return uncovered(
                    "no validation of revision %s is on record, which %s used"
                            .formatted(revision.get(), builds(uses)));
        }
        return PipelineValidation.isPassed(last.get())
                ? overdue(uses, last.get(), revision.get())
                : notPassed(uses, last.get(), revision.get());
    }

    private static Optional<Finding> uncovered(String reason) {
        return Optional.of(Finding.by("pipeline-validation", "UNCOVERED", reason));
    }

    private static Optional<Finding> notPassed(List<Use> uses, NodeFact last, String revision) {
        String verdict = PipelineValidation.verdict(last);
        String reason =
                "validation %s of revision %s says %s, and %s used it"
                        .formatted(last.event(), revision, verdict, builds(uses));
        return verdict.equals("NOT_APPLICABLE")
                ? uncovered(reason)
                : Optional.of(Finding.by("pipeline-validation", "FAILED", reason));
    }

    private static Optional<Finding> overdue(List<Use> uses, NodeFact last, String revision) {
        return PipelineValidation.dueAt(last)
                .flatMap(
                        due ->
                                uses.stream()
                                        .filter(use -> use.at().isAfter(due))
                                        .min(Comparator.comparing(Use::at))
                                        .map(use -> overdue(use, due, revision)));
    }

    private static Finding overdue(Use use, Instant due, String revision) {
        return Finding.by(
                "pipeline-revalidation",
                "OVERDUE",
                "revision %s was to be validated again by %s, and %s used it at %s"
                        .formatted(revision, due, use.build(), use.at()));
    }

    private static String builds(List<Use> uses) {
        List<NodeRef> builds = uses.stream().map(Use::build).distinct().sorted().toList();
        return builds.size() == 1
                ? builds.getFirst().toString()
                : "%s and %d more".formatted(builds.getFirst(), builds.size() - 1);
    }
}
