package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every rule, run over one trace. An empty set never passes a rule: what is not there is a finding.
 */
public final class FindingRules {

    /** One question about the nodes of a trace. */
    public interface Rule {
        void judge(Scope scope, Judgement judgement);
    }

    /** Collects what rules say about nodes. */
    public static final class Judgement {

        private final Map<NodeRef, List<Finding>> findings = new TreeMap<>();

        void say(Node node, String code, String reason) {
            say(node, new Finding(code, reason));
        }

        public void say(Node node, Finding finding) {
            findings.computeIfAbsent(node.ref(), ref -> new ArrayList<>()).add(finding);
        }

        public List<Finding> of(NodeRef ref) {
            return findings.getOrDefault(ref, List.of());
        }

        /** Puts one finding in the place of those that it answers. */
        void replace(Node node, List<Finding> answered, Finding by) {
            List<Finding> left = new ArrayList<>(of(node.ref()));
            left.removeAll(answered);
            left.add(by);
            findings.put(node.ref(), left);
        }
    }

    private final List<Rule> rules;

    private FindingRules(Rule... rules) {
        this.rules = List.of(rules);
    }

    /**
     * Every rule: for a walk that has followed a thread to all its ends.
     *
     * @param running what is said of what runs in an environment
     */
    public static FindingRules ofThread(
            Vocabulary vocabulary, RequiredEvidence required, Rule running) {
        return new FindingRules(
                new ResolutionRule(vocabulary),
                new CoverageRule(required),
                new RunRule(required),
                new ValidationRule(),
                new PipelineRule(),
                new HazardRule(),
                new OutcomeRule(),
                new SuspectRule(vocabulary, SuspectRule.Place.THREAD),
                new MergeRule(),
                new ReviewRule(vocabulary, required),
                new ApprovalRule(),
                new ConditionRule(),
                new ReleaseRule(),
                new DeploymentRule(),
                new PermittedRule(),
                new ArtifactRule(),
                new ExceptionRule(),
                running,
                new LateRule(vocabulary.lateAfter()),
                new ErasureRule(),
                new PartsRule(),
                new ListCountRule(),
                new CorrectedRule(),
                new ContradictionRule(),
                new WaiverRule(vocabulary),
                new CrosswalkRule());
    }

    /** What a change touches: what is not there, and what means an older revision. */
    public static FindingRules ofImpact(Vocabulary vocabulary, RequiredEvidence required) {
        return new FindingRules(
                new ResolutionRule(vocabulary),
                new LinkedRule(required, new SuspectLinks(vocabulary)),
                new SuspectRule(vocabulary, SuspectRule.Place.IMPACT),
                new ContradictionRule(),
                new CorrectedRule(),
                new CrosswalkRule());
    }

    /** Only what a node and its own links tell: for a walk that stopped after some hops. */
    public static FindingRules ofNeighbourhood(Vocabulary vocabulary) {
        return new FindingRules(
                new ResolutionRule(vocabulary), new CorrectedRule(), new CrosswalkRule());
    }

    public Judgement judge(Scope scope) {
        Judgement judgement = new Judgement();
        rules.forEach(rule -> rule.judge(scope, judgement));
        return judgement;
    }
}
