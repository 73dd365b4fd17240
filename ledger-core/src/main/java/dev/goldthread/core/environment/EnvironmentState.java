package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is in force in an environment, each thing against what was approved.
 *
 * @param at the time that the answer is about
 * @param kind what the environment is for; empty when no event said
 * @param lastLook the last snapshot; empty when nobody ever looked
 * @param inForce artifacts, models, settings and exposures, in the order of their nodes
 * @param findings about the environment as a whole
 */
public record EnvironmentState(
        NodeRef environment,
        GraphView.Position asOf,
        Instant at,
        Optional<String> kind,
        Optional<NodeFact> lastLook,
        List<Judged> inForce,
        List<Finding> findings) {

    /** One thing in force. */
    public record Judged(Held held, Standing standing, List<Finding> findings) {

        public Judged {
            findings = List.copyOf(findings);
        }
    }

    public EnvironmentState {
        inForce = List.copyOf(inForce);
        findings = List.copyOf(findings);
    }

    /** How many findings there are in all. */
    public long findingsCount() {
        return findings.size()
                + inForce.stream().mapToLong(judged -> judged.findings().size()).sum();
    }

    /**
     * @return empty when nothing is known of the environment
     */
    public static Optional<EnvironmentState> of(GraphView view, NodeRef environment) {
        Node node = view.node(environment);
        return EnvironmentRecords.isKnown(view, node)
                ? view.position(environment.product()).map(asOf -> state(view, node, asOf))
                : Optional.empty();
    }

    private static EnvironmentState state(GraphView view, Node node, GraphView.Position asOf) {
        EnvironmentRecords records = EnvironmentRecords.of(view, node.ref());
        Instant at = view.validAt().orElse(asOf.sealedAt());
        EnvironmentJudge judge = new EnvironmentJudge(view, at, node, InForce.of(records));
        return new EnvironmentState(
                node.ref(),
                asOf,
                at,
                node.text("kind"),
                judge.installations().lastLook().map(Happening::fact),
                judge.inForce(),
                judge.ofEnvironment());
    }
}
