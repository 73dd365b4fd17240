package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.SuspectLinks;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Crosswalks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The traceability matrix of a release: user need → requirement → hazard and control → change →
 * test at a revision → result on this digest → approval before deployment.
 *
 * @param rows one for every requirement that nothing refines, for every control that no requirement
 *     here implements, and for every hazard that no control lowers, in the order of their nodes
 * @param approvals of the release, by persons whose last word is yes
 * @param deployments into production
 */
public record Matrix(
        NodeRef release,
        GraphView.Position asOf,
        List<Row> rows,
        List<Approved> approvals,
        List<PriorApproval> deployments,
        Completeness completeness)
        implements Naming {

    /**
     * A node at the revision that is in force.
     *
     * @param others ids that crosswalks join with it
     */
    public record Item(NodeRef node, Optional<String> revision, List<Item> others) {

        public Item {
            others = List.copyOf(others);
        }

        /** Of something that has one id. */
        public Item(NodeRef node, Optional<String> revision) {
            this(node, revision, List.of());
        }

        static Item of(Node node, Crosswalks crosswalks) {
            return new Item(
                    node.ref(),
                    node.text("revision"),
                    crosswalks.nodesOf(node.ref()).stream()
                            .filter(each -> !each.ref().equals(node.ref()))
                            .map(each -> new Item(each.ref(), each.text("revision")))
                            .toList());
        }

        Stream<NodeRef> named() {
            return Stream.concat(Stream.of(node), others.stream().map(Item::node));
        }
    }

    /**
     * A test, and how it ended.
     *
     * @param verifies which node of the row it is a test of
     * @param atRevision the revision of that node which the test means
     * @param result its last run on a digest of this release, of several digests the worst
     */
    public record Test(
            Item test, NodeRef verifies, Optional<String> atRevision, Optional<Result> result) {

        Stream<NodeRef> named() {
            return Stream.concat(
                    Stream.concat(test.named(), Stream.of(verifies)),
                    result.stream()
                            .flatMap(
                                    each ->
                                            Stream.concat(
                                                    Stream.of(each.run()), each.on().stream())));
        }
    }

    /**
     * @param on what of this release it ran on; where no release is asked about, all of it
     */
    public record Result(NodeRef run, String outcome, List<NodeRef> on, Instant at) {

        /** One run of a test, by what is said of what a run was on. */
        static Result of(Edge executed, Function<NodeRef, List<NodeRef>> testedBy) {
            return new Result(
                    executed.from(),
                    executed.outcome().orElse("SKIPPED"),
                    testedBy.apply(executed.from()),
                    executed.occurredAt());
        }
    }

    /**
     * @param meaning what the signature stands for
     */
    public record Approved(
            NodeRef approval,
            String by,
            Optional<String> role,
            Optional<String> meaning,
            Instant at) {}

    /**
     * A person looked at a link that means an older revision, and found that it holds at the one in
     * force.
     *
     * @param revision the one in force
     * @param event by which it is on record
     */
    public record Confirmed(
            NodeRef from,
            String relation,
            NodeRef to,
            String revision,
            String by,
            Instant at,
            Optional<String> reason,
            String event) {

        /** Empty when the link rests on no confirmation. */
        static Optional<Confirmed> of(Edge link, GraphView view, Crosswalks crosswalks) {
            Node to = view.node(link.to());
            return SuspectLinks.confirmation(link, view.node(link.from()), to, crosswalks)
                    .map(look -> of(link, to.text("revision").orElseThrow(), look));
        }

        private static Confirmed of(Edge link, String revision, NodeFact look) {
            return new Confirmed(
                    link.from(),
                    link.relation(),
                    link.to(),
                    revision,
                    look.actor().id(),
                    look.occurredAt(),
                    look.reason(),
                    look.event().value());
        }
    }

    /** What was found about a node of a row. */
    public record Found(NodeRef node, Finding finding) {}

    /**
     * @param subject the requirement, control or hazard that the row is about
     * @param requirements from the one next to the need to the subject
     * @param confirmations what links between nodes of the row, and of its tests, rest on
     */
    public record Row(
            NodeRef subject,
            List<Item> userNeeds,
            List<Item> requirements,
            List<Item> hazards,
            List<Item> controls,
            List<Item> changes,
            List<Test> tests,
            List<Confirmed> confirmations,
            List<Found> findings) {

        public Row {
            userNeeds = List.copyOf(userNeeds);
            requirements = List.copyOf(requirements);
            hazards = List.copyOf(hazards);
            controls = List.copyOf(controls);
            changes = List.copyOf(changes);
            tests = List.copyOf(tests);
            confirmations = List.copyOf(confirmations);
            findings = List.copyOf(findings);
        }

        Stream<NodeRef> named() {
            Stream<NodeRef> items =
                    Stream.of(userNeeds, requirements, hazards, controls, changes)
                            .flatMap(List::stream)
                            .flatMap(Item::named);
            return Stream.of(
                            Stream.of(subject),
                            items,
                            tests.stream().flatMap(Test::named),
                            findings.stream().map(Found::node))
                    .flatMap(each -> each);
        }
    }

    public Matrix {
        rows = List.copyOf(rows);
        approvals = List.copyOf(approvals);
        deployments = List.copyOf(deployments);
    }

    @Override
    public Stream<NodeRef> named() {
        return Stream.of(
                        Stream.of(release),
                        rows.stream().flatMap(Row::named),
                        approvals.stream().map(Approved::approval),
                        deployments.stream().flatMap(PriorApproval::named),
                        completeness.missing().stream().map(Completeness.Missing::node),
                        completeness.excused().stream().map(Completeness.Excused::node))
                .flatMap(each -> each);
    }
}
