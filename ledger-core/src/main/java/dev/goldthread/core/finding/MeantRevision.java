package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which revision of its target a link means: the one that it names, or else the one that was in
 * force when it was stated. Tools often name none, and what they stated of one revision says
 * nothing of the next.
 */
final class MeantRevision {

    private MeantRevision() {}

    /** Empty where the link names none, and no event states one of its target. */
    static Optional<String> of(Edge link, Node to) {
        return link.revision().or(() -> inForce(to, link.occurredAt()));
    }

    /** The one in force then, or the first, where that came later. */
    static Optional<String> inForce(Node node, Instant then) {
        return statedBy(node, then).or(() -> revisions(node.statements()).findFirst());
    }

    /** The one that was in force then; empty when none had been stated. */
    static Optional<String> statedBy(Node node, Instant then) {
        return revisions(node.statements().filter(fact -> !fact.occurredAt().isAfter(then)))
                .reduce((_, later) -> later);
    }

    private static Stream<String> revisions(Stream<NodeFact> facts) {
        return facts.flatMap(fact -> fact.data().text("revision").stream());
    }

    /**
     * What a run of a test shows: what the test meant when it ran, whatever its link was pinned to
     * since.
     *
     * @param since when that was said, or the time of the run, where nobody said more
     */
    record Shown(Optional<String> revision, Instant since) {

        /**
         * @param link by which the test means it now
         */
        static Shown by(Edge run, Edge link, Node test, Node node) {
            Optional<Edge> said =
                    link.occurredAt().isAfter(run.occurredAt())
                            ? saidBefore(run, link, test)
                            : Optional.of(link); // it is in force, so nothing was said since
            if (said.flatMap(Edge::revision).isPresent()) {
                return new Shown(said.get().revision(), said.get().occurredAt());
            }
            Optional<String> inForce =
                    said.isPresent()
                            ? inForce(node, run.occurredAt())
                            : statedBy(node, run.occurredAt()).or(() -> of(link, node));
            return new Shown(inForce, run.occurredAt());
        }

        private static Optional<Edge> saidBefore(Edge run, Edge link, Node test) {
            return test.causes().stream()
                    .filter(edge -> edge.counts() && edge.to().equals(link.to()))
                    .filter(edge -> edge.relation().equals(link.relation()))
                    .filter(edge -> !edge.occurredAt().isAfter(run.occurredAt()))
                    .max(Edge.BY_TIME);
        }
    }
}
