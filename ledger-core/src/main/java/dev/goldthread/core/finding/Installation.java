package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.graph.Said;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One use of a deployment's id: what it installed where, from its start to its end; or of a
 * rollback's: what it put back. Tools use an id again, so one node may be several of them; of what
 * one of them installed only its own events speak. The one notion of it for deployments, matrix,
 * traces and environments. For one thread.
 */
public final class Installation {

    static final String STARTED = "deployment.started";
    private static final String FAILED = "deployment.failed";
    private static final Set<String> ENDS = Set.of("deployment.finished", FAILED);
    private static final String ROLLBACK = "Rollback";

    private final NodeRef deployment;
    private final int number;
    private final int uses;
    private final List<NodeFact> facts;
    private final Set<Said> others;
    private final Set<NodeRef> environments;
    private final Instant startedAt;
    private final Set<NodeRef> named;
    private final Supplier<List<NodeRef>> installed;
    private @Nullable List<NodeRef> items;

    /**
     * @param deployment or a rollback
     * @param facts in order, at least one
     * @param others what said something of other uses of the id, and nothing of this one
     * @param installed reads the {@link #items}
     */
    Installation(
            NodeRef deployment,
            int number,
            int uses,
            List<NodeFact> facts,
            Set<Said> others,
            Set<NodeRef> environments,
            Instant startedAt,
            Set<NodeRef> named,
            Supplier<List<NodeRef>> installed) {
        this.deployment = deployment;
        this.number = number;
        this.uses = uses;
        this.facts = List.copyOf(facts);
        this.others = Set.copyOf(others);
        this.environments = Collections.unmodifiableSet(new TreeSet<>(environments));
        this.startedAt = startedAt;
        this.named = Collections.unmodifiableSet(new TreeSet<>(named));
        this.installed = installed;
    }

    /** Whether an event says how a deployment ended. */
    public static boolean isEnd(NodeFact fact) {
        return ENDS.contains(fact.type());
    }

    /** Whether an end of a deployment or rollback says that at least a part of it was done. */
    public static boolean isDone(NodeFact end) {
        String outcome = outcome(end);
        return outcome.equals("SUCCEEDED") || outcome.equals("PARTIAL");
    }

    /** Whether it says that all of it was done; what failed did a part at most. */
    public static boolean isWhole(NodeFact end) {
        return outcome(end).equals("SUCCEEDED") && !end.type().equals(FAILED);
    }

    private static String outcome(NodeFact end) {
        return end.data()
                .text("outcome")
                .orElse(end.type().equals(FAILED) ? "FAILED" : "SUCCEEDED");
    }

    /**
     * Whether an event says itself that what it tells of had begun when an earlier one happened.
     */
    static boolean saysItBeganBy(NodeFact earlier, NodeFact fact) {
        return fact.data()
                .time("startedAt")
                .filter(at -> !at.isAfter(earlier.occurredAt()))
                .isPresent();
    }

    public NodeRef deployment() {
        return deployment;
    }

    /** Of the uses of this id, from 1, in the order in which they began. */
    public int number() {
        return number;
    }

    /** How many there are. */
    public int uses() {
        return uses;
    }

    /** In order, at least one; the last may be its end. */
    public List<NodeFact> facts() {
        return facts;
    }

    /** Whether an event says that it began, and none how it ended. */
    public boolean isOpen() {
        return facts.stream().anyMatch(fact -> fact.type().equals(STARTED))
                && facts.stream().noneMatch(Installation::isEnd);
    }

    /** Those that it went into. */
    public Set<NodeRef> environments() {
        return environments;
    }

    /** When its first event happened, or when an event says that it began, if that is earlier. */
    public Instant startedAt() {
        return startedAt;
    }

    /** The releases that it names. */
    public Set<NodeRef> named() {
        return named;
    }

    /**
     * The artifacts and models that it names, or all of the releases, as they were when it started,
     * where it names these alone; a release of which nothing was known then that it includes stands
     * for itself. INFERRED links do not count. Releases are only read when this is asked for: an
     * environment has had many deployments, and most have been replaced.
     */
    public List<NodeRef> items() {
        List<NodeRef> known = items;
        if (known == null) {
            known = List.copyOf(installed.get());
            items = known;
        }
        return known;
    }

    /** Every use of the id, by all that the view states of it, in order. */
    public static List<Installation> of(Node deployment, GraphView view) {
        return isRollback(deployment.ref())
                ? new RollbackReader(deployment, deployment, ref -> of(view.node(ref), view))
                        .installations()
                : new InstallationReader(deployment, deployment, view).installations();
    }

    /**
     * By the log of the deployment's own product alone; only that it went somewhere may be said by
     * another, because that takes trust away. Of a rollback those that restored an artifact or
     * model, and not settings alone.
     */
    public static List<Installation> ofOwn(Node deployment, GraphView view) {
        NodeRef ref = deployment.ref();
        GraphView own = OwnLogView.of(view, ref.product());
        return isRollback(ref)
                ? new RollbackReader(
                                own.node(ref),
                                deployment,
                                reverted -> ofOwn(view.node(reverted), view))
                        .ofContents()
                : new InstallationReader(own.node(ref), deployment, own).installations();
    }

    private static boolean isRollback(NodeRef ref) {
        return ref.type().equals(ROLLBACK);
    }

    /** Whether it put back what ran before. */
    public boolean isRollback() {
        return isRollback(deployment);
    }

    /** The relation that leads to what it installed. */
    String relation() {
        return isRollback() ? "restores" : "deploys";
    }

    /** Where, in words. */
    public String places() {
        return environments.stream().map(NodeRef::id).collect(Collectors.joining(", "));
    }

    /** Whether a link that starts at the deployment is of this use, as far as events tell. */
    public boolean isSaidOf(Edge link) {
        return !others.contains(Said.of(link));
    }

    /** When all of it was approved; empty where something was not. */
    Optional<Approved> approved(ApprovedContent by) {
        return Approved.all(items().stream().map(item -> approved(item, by)).toList());
    }

    private Optional<Approved> approved(NodeRef item, ApprovedContent by) {
        return ReleaseContents.isContent(item)
                ? by.of(item, releases(item, by), Optional.of(deployment))
                : by.release(item);
    }

    /** What tells who wrote what it installed. */
    Work work(ApprovedContent by) {
        return items().stream()
                .map(
                        item ->
                                ReleaseContents.isContent(item)
                                        ? by.work(item, releases(item, by))
                                        : new Work(Set.of(item), List.of()))
                .reduce(Work.none(), Work::and);
    }

    /** What a release that it names includes is approved with that one, not with another. */
    private Set<NodeRef> releases(NodeRef item, ApprovedContent by) {
        Set<NodeRef> all = by.releases(item);
        Set<NodeRef> own = new TreeSet<>(all);
        own.retainAll(named);
        return own.isEmpty() ? all : own;
    }

    /** What is not approved of it. */
    String why(ApprovedContent by) {
        List<NodeRef> lacking =
                items().stream().filter(item -> approved(item, by).isEmpty()).toList();
        if (lacking.isEmpty()) {
            return "no event says what it %s".formatted(isRollback() ? "restored" : "installed");
        }
        NodeRef first = lacking.getFirst();
        ApprovalDoubts doubts = new ApprovalDoubts(by);
        return "%s: %s%s"
                .formatted(
                        first,
                        ReleaseContents.isContent(first)
                                ? doubts.of(first, releases(first, by), Optional.of(deployment))
                                : doubts.ofRelease(first),
                        lacking.size() == 1 ? "" : ", and %d more".formatted(lacking.size() - 1));
    }
}
