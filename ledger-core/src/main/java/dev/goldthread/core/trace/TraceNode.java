package dev.goldthread.core.trace;

import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.Node;
import java.util.List;

/** A node of a trace with what was found about it. */
public record TraceNode(Node node, List<Finding> findings) {

    public TraceNode {
        findings = List.copyOf(findings);
    }
}
