package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Trace.Edge;
import dev.goldthread.api.drawing.Trace.Finding;
import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.FindingCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A trace in the order it is told: chapters, in each a tree by the links within it, every node
 * once. Components are counted, not told.
 */
final class Story {

    private static final String COMPONENT = "Component";

    /** Links along which a tree would grow without end, or that say nothing of belonging. */
    private static final Set<String> NO_BRANCH = Set.of("follows", "supersedes", "sameAs");

    /** Here the effect is the larger thing: a run executes many cases, an environment runs much. */
    private static final Set<String> EFFECT_ABOVE = Set.of("executes", "plans", "contains", "runs");

    private static final int DEPTH_MAX = 6;

    /** By type, then by when it first happened, then by id. */
    private static final Comparator<Node> ORDER =
            Comparator.comparing((Node node) -> node.ref().type())
                    .thenComparing(
                            node ->
                                    node.history().isEmpty()
                                            ? "~" // after every time
                                            : node.history().getFirst().occurredAt())
                    .thenComparing(node -> node.ref().id());

    private final Trace trace;
    private final Vocabulary vocabulary;
    private final Map<NodeRef, Node> nodes = new LinkedHashMap<>();
    private final Map<NodeRef, List<Edge>> causes = new HashMap<>();
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();
    private final Map<Chapter, List<Branch>> chapters = new EnumMap<>(Chapter.class);

    /**
     * A node with what hangs on it.
     *
     * @param outcome what the link from above says became of it
     */
    record Branch(Node node, Optional<String> outcome, List<Branch> children) {}

    /** A finding that is a problem, and where. */
    record Problem(Node node, Finding finding, String remedy) {}

    Story(Trace trace, Vocabulary vocabulary) {
        this.trace = trace;
        this.vocabulary = vocabulary;
        trace.nodes().forEach(node -> nodes.put(node.ref(), node));
        for (Edge edge : trace.edges()) {
            causes.computeIfAbsent(edge.from(), key -> new ArrayList<>()).add(edge);
            effects.computeIfAbsent(edge.to(), key -> new ArrayList<>()).add(edge);
        }
        Map<Chapter, List<Node>> byChapter = new EnumMap<>(Chapter.class);
        for (Node node : nodes.values()) {
            if (!isCounted(node.ref())) {
                byChapter.computeIfAbsent(chapter(node), key -> new ArrayList<>()).add(node);
            }
        }
        byChapter.forEach((chapter, members) -> chapters.put(chapter, forest(members)));
    }

    static boolean isComponent(NodeRef ref) {
        return ref.type().equals(COMPONENT);
    }

    /** There may be thousands; on a way there is one that matters. */
    private boolean isCounted(NodeRef ref) {
        return isComponent(ref) && !trace.isWay();
    }

    /** Whether a link only strings nodes of a kind together. */
    static boolean isChain(Edge edge) {
        return NO_BRANCH.contains(edge.relation());
    }

    Trace trace() {
        return trace;
    }

    /** Why nothing is known of a node that has no history. */
    String absence(NodeRef ref) {
        boolean isAsked =
                trace.others().stream()
                        .filter(other -> other.product().equals(ref.product()))
                        .allMatch(Trace.Other::isFollowed);
        return isAsked ? "nothing has recorded it" : "its log was not asked";
    }

    /** Chapters that have nodes, in order. */
    Map<Chapter, List<Branch>> chapters() {
        return chapters;
    }

    /** All nodes of a chapter, as its tree is read from the top. */
    static List<Branch> flat(Collection<Branch> branches) {
        List<Branch> all = new ArrayList<>();
        for (Branch branch : branches) {
            all.add(branch);
            all.addAll(flat(branch.children()));
        }
        return all;
    }

    long componentCount() {
        return nodes.keySet().stream().filter(this::isCounted).count();
    }

    /** Whether the vocabulary calls a finding a problem; a word it does not know is one. */
    boolean isProblem(Finding finding) {
        return vocabulary.finding(finding.code()).map(FindingCode::problem).orElse(true);
    }

    boolean hasProblem(Node node) {
        return node.findings().stream().anyMatch(this::isProblem);
    }

    /** In the order of the chapters; those of components come last. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        chapters.values()
                .forEach(branches -> flat(branches).forEach(b -> collect(b.node(), problems)));
        nodes.values().stream()
                .filter(node -> isCounted(node.ref()))
                .forEach(node -> collect(node, problems));
        return problems;
    }

    private void collect(Node node, List<Problem> problems) {
        for (Finding finding : node.findings()) {
            if (isProblem(finding)) {
                String remedy =
                        vocabulary
                                .finding(finding.code())
                                .flatMap(code -> remedy(finding, code))
                                .orElse("");
                problems.add(new Problem(node, finding, remedy));
            }
        }
    }

    /** A newer ledger may know rules that this program does not. */
    private static Optional<String> remedy(Finding finding, FindingCode code) {
        return finding.rule().flatMap(code::remedyOf).or(() -> Optional.ofNullable(code.remedy()));
    }

    Optional<Node> node(NodeRef ref) {
        return Optional.ofNullable(nodes.get(ref));
    }

    List<Edge> effects(NodeRef ref) {
        return effects.getOrDefault(ref, List.of());
    }

    /** Links that lead out of a node's own chapter: what it belongs to in the thread. */
    List<Edge> causesElsewhere(Node node) {
        return causes.getOrDefault(node.ref(), List.of()).stream()
                .filter(edge -> !NO_BRANCH.contains(edge.relation()))
                .filter(edge -> !isCounted(edge.to()))
                .filter(edge -> chapter(edge.to()) != chapter(node))
                .toList();
    }

    Chapter chapter(Node node) {
        return chapter(node.ref());
    }

    private Chapter chapter(NodeRef ref) {
        return Chapter.of(ref.type(), vocabulary);
    }

    private List<Branch> forest(List<Node> members) {
        Set<NodeRef> own = new HashSet<>();
        members.forEach(node -> own.add(node.ref()));
        Set<NodeRef> told = new HashSet<>();
        List<Branch> roots = new ArrayList<>();
        List<Node> sorted = members.stream().sorted(ORDER).toList();
        sorted.stream()
                .filter(node -> !isBelowAny(node, own))
                .filter(node -> told.add(node.ref()))
                .forEach(node -> roots.add(grow(node, Optional.empty(), own, told, 1)));
        // Whoever is left stands in a circle: it is told from its first member.
        sorted.stream()
                .filter(node -> told.add(node.ref()))
                .forEach(node -> roots.add(grow(node, Optional.empty(), own, told, 1)));
        return roots;
    }

    private Branch grow(
            Node node, Optional<String> outcome, Set<NodeRef> own, Set<NodeRef> told, int depth) {
        List<Branch> children = new ArrayList<>();
        if (depth < DEPTH_MAX) {
            for (Below below : below(node, own)) {
                if (told.add(below.node().ref())) {
                    children.add(grow(below.node(), below.outcome(), own, told, depth + 1));
                }
            }
        }
        return new Branch(node, outcome, List.copyOf(children));
    }

    private record Below(Node node, Optional<String> outcome) {}

    private List<Below> below(Node node, Set<NodeRef> own) {
        List<Below> below = new ArrayList<>();
        for (Edge edge : effects(node.ref())) {
            if (isBranch(edge) && !EFFECT_ABOVE.contains(edge.relation())) {
                add(edge.from(), Optional.empty(), own, below);
            }
        }
        for (Edge edge : causes.getOrDefault(node.ref(), List.of())) {
            if (EFFECT_ABOVE.contains(edge.relation())) {
                add(edge.to(), edge.outcome(), own, below);
            }
        }
        below.sort(Comparator.comparing(Below::node, ORDER));
        return below;
    }

    private void add(NodeRef ref, Optional<String> outcome, Set<NodeRef> own, List<Below> below) {
        Node node = nodes.get(ref);
        if (node != null && own.contains(ref)) {
            below.add(new Below(node, outcome));
        }
    }

    private boolean isBelowAny(Node node, Set<NodeRef> own) {
        boolean byCause =
                causes.getOrDefault(node.ref(), List.of()).stream()
                        .anyMatch(
                                edge ->
                                        isBranch(edge)
                                                && !EFFECT_ABOVE.contains(edge.relation())
                                                && isOther(edge.to(), node, own));
        return byCause
                || effects(node.ref()).stream()
                        .anyMatch(
                                edge ->
                                        EFFECT_ABOVE.contains(edge.relation())
                                                && isOther(edge.from(), node, own));
    }

    private static boolean isBranch(Edge edge) {
        return !NO_BRANCH.contains(edge.relation());
    }

    private boolean isOther(NodeRef ref, Node node, Set<NodeRef> own) {
        return own.contains(ref) && nodes.containsKey(ref) && !ref.equals(node.ref());
    }
}
