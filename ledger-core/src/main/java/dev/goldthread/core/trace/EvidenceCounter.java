package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Traversal.Direction;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.Doubted;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.MergedCommits;
import dev.goldthread.core.finding.RequiredEvidence;
import dev.goldthread.core.finding.RequiredEvidence.Asked;
import dev.goldthread.core.finding.RequiredEvidence.BroughtIn;
import dev.goldthread.core.finding.RequiredEvidence.LinkAsked;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.Completeness.Count;
import dev.goldthread.core.trace.Completeness.Excused;
import dev.goldthread.core.trace.Completeness.Missing;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds one judged trace against the list of required evidence. */
final class EvidenceCounter {

    private static final Set<String> EXCUSES = Set.of("NOT_REQUIRED", "WAIVED");

    private final Vocabulary vocabulary;
    private final Scope scope;
    private final Map<NodeRef, List<Finding>> findings = new HashMap<>();
    private final Map<LinkAsked, Set<NodeRef>> broughtIn = new HashMap<>();
    private final List<Count> counts = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final List<Excused> excused = new ArrayList<>();

    private EvidenceCounter(Vocabulary vocabulary, Scope scope, Trace trace) {
        this.vocabulary = vocabulary;
        this.scope = scope;
        trace.nodes().forEach(node -> findings.put(node.node().ref(), node.findings()));
    }

    static Completeness count(
            RequiredEvidence list, Vocabulary vocabulary, Scope scope, Trace trace) {
        EvidenceCounter counter = new EvidenceCounter(vocabulary, scope, trace);
        list.evidence().forEach(counter::count);
        return new Completeness(
                list.version(), list.digest(), counter.counts, counter.missing, counter.excused);
    }

    private void count(Asked asked) {
        List<Node> nodes = scope.nodes().stream().filter(node -> isAsked(node, asked)).toList();
        long present = 0;
        long required = 0;
        for (Node node : nodes) {
            Optional<Finding> excuse = excuse(node, asked);
            if (excuse.isPresent()) {
                Finding by = excuse.get();
                excused.add(new Excused(asked.id(), node.ref(), by.code(), by.reason()));
                continue;
            }
            required++;
            if (isPresent(node, asked)) {
                present++;
            } else {
                missing.add(missing(node, asked));
            }
        }
        for (int lacking = asked.atLeast() - nodes.size(); lacking > 0; lacking--) {
            required++;
            missing.add(
                    new Missing(
                            asked.id(),
                            scope.root(),
                            "the release has no %s: %s"
                                    .formatted(String.join(" or ", asked.of()), asked.about()),
                            asked.remedy(),
                            false));
        }
        counts.add(new Count(asked.id(), asked.about(), present, required));
    }

    /** What only stands beside the trace, such as an earlier release, is not asked. */
    private boolean isAsked(Node node, Asked asked) {
        return asked.of().contains(node.ref().type())
                && scope.follows(node.ref())
                && isIncluded(node, asked)
                && isJudged(node, asked);
    }

    private boolean isIncluded(Node node, Asked asked) {
        return asked.includedBy().isEmpty()
                || scope.effects(node.ref(), "includes")
                        .anyMatch(
                                edge ->
                                        edge.counts()
                                                && asked.includedBy().contains(edge.from().type()));
    }

    /**
     * A need that others refine has no coverage of its own; those are asked instead. That it is in
     * doubt what a node is there for asks for none. A thing that has several ids is asked once.
     */
    private boolean isJudged(Node node, Asked asked) {
        return asked.group() == null
                || (scope.isShown(node.ref())
                        && (!node.isRecorded() || isJudged(node, asked.group())));
    }

    private boolean isJudged(Node node, String group) {
        return of(node).stream()
                .filter(finding -> isOf(group, finding))
                .anyMatch(finding -> !isDoubtOfPurpose(finding));
    }

    private boolean isOf(String group, Finding finding) {
        return vocabulary
                .finding(finding.code())
                .filter(code -> code.group().equals(group))
                .isPresent();
    }

    private boolean isDoubtOfPurpose(Finding finding) {
        return vocabulary
                .finding(finding.code())
                .filter(code -> code.doubtedBy(finding.rule()) == Doubted.PURPOSE)
                .isPresent();
    }

    /** Of what is judged by a group any excuse counts, of anything else one by its own rule. */
    private Optional<Finding> excuse(Node node, Asked asked) {
        return of(node).stream()
                .filter(finding -> EXCUSES.contains(finding.code()))
                .filter(
                        finding ->
                                asked.group() != null
                                        || finding.rule().equals(Optional.of(asked.id())))
                .findFirst();
    }

    private boolean isPresent(Node node, Asked asked) {
        List<String> codes = of(node).stream().map(Finding::code).toList();
        return node.isRecorded()
                && (asked.event() == null || isOnRecord(node, asked.event(), asked))
                && (asked.field() == null || isStated(node, asked.field(), asked))
                && (asked.link() == null || isLinked(node, asked.link()))
                && (asked.with().isEmpty() || codes.stream().anyMatch(asked.with()::contains))
                && of(node).stream().noneMatch(asked::isDenied);
    }

    private static boolean isOnRecord(Node node, String event, Asked asked) {
        return node.facts().stream()
                .filter(fact -> fact.type().equals(event))
                .anyMatch(fact -> asked.actor() == null || fact.actor().kind() == asked.actor());
    }

    private static boolean isStated(Node node, String field, Asked asked) {
        return node.text(field).filter(text -> !asked.otherThan().contains(text)).isPresent();
    }

    private boolean isLinked(Node node, LinkAsked link) {
        return (linked(node, link).findAny().isPresent() || isBroughtIn(node, link))
                && !isLinkedWithout(node, link);
    }

    private boolean isBroughtIn(Node node, LinkAsked link) {
        BroughtIn by = link.orBroughtIn();
        return by != null
                && broughtIn
                        .computeIfAbsent(link, asked -> MergedCommits.all(scope, asked, by))
                        .contains(node.ref());
    }

    /** Whether something that it is linked with says what it may not. */
    private boolean isLinkedWithout(Node node, LinkAsked link) {
        return linked(node, link)
                .flatMap(there -> findings.getOrDefault(there, List.of()).stream())
                .anyMatch(finding -> link.without().contains(finding.code()));
    }

    private Stream<NodeRef> linked(Node node, LinkAsked link) {
        Stream<NodeRef> there =
                link.direction() == Direction.OUT
                        ? Scope.causes(node, link.relation()).filter(Edge::counts).map(Edge::to)
                        : scope.effects(node.ref(), link.relation())
                                .filter(Edge::counts)
                                .map(Edge::from);
        return there.filter(ref -> link.types().contains(ref.type()));
    }

    private Missing missing(Node node, Asked asked) {
        boolean isExplained =
                (asked.link() != null && isLinkedWithout(node, asked.link()))
                        || of(node).stream()
                                .anyMatch(
                                        finding ->
                                                finding.rule().equals(Optional.of(asked.id()))
                                                        || finding.code().equals("UNRESOLVED")
                                                        || asked.isDenied(finding)
                                                        || (asked.group() != null
                                                                && isOf(asked.group(), finding))
                                                        || (!asked.with().isEmpty()
                                                                && isOf("coverage", finding)));
        return new Missing(asked.id(), node.ref(), asked.about(), asked.remedy(), isExplained);
    }

    private List<Finding> of(Node node) {
        return findings.getOrDefault(node.ref(), List.of());
    }
}
