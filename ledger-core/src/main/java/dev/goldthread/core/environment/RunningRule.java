package dev.goldthread.core.environment;

import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovedContent;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.FindingRules;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.finding.ReleaseState;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * NOT_AS_APPROVED: an artifact is in force in a production environment, by a look or by what was
 * installed since, and is not what was approved; SELF_APPROVED where only whoever wrote it did
 * that. Where all is, CONFLICT or INCOMPLETE: what was installed last is not what a look saw. In
 * the words of {@link EnvironmentJudge}. A release in this trace that is not approved says so
 * itself, unless it was withdrawn, and one that was replaced does not answer for what came after
 * it. An environment that no event is about is UNRESOLVED; one look ends that and INCOMPLETE, so it
 * is said once.
 */
public final class RunningRule implements FindingRules.Rule {

    private static final Set<String> UNAPPROVED = Set.of("NOT_AS_APPROVED", "SELF_APPROVED");

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Environment")
                .filter(PriorApproval::isProduction)
                .forEach(environment -> judge(environment, scope, judgement));
    }

    private static void judge(Node environment, Scope scope, Judgement judgement) {
        EnvironmentRecords records =
                EnvironmentRecords.of(new SeenView(scope.view()), environment.ref());
        InForce inForce = InForce.of(records);
        if (!isConcerned(scope, records, inForce)) {
            return;
        }
        ApprovedContent approved = ApprovedContent.in(scope.view(), environment.ref().product());
        EnvironmentJudge judge =
                new EnvironmentJudge(scope.view(), scope.now(), environment, inForce);
        List<Finding> unapproved =
                judge.inForce().stream()
                        .filter(judged -> judged.held().node().type().equals("Artifact"))
                        .filter(judged -> !isOfThisTrace(judged.held().node(), approved, scope))
                        .flatMap(judged -> notAsApproved(judged).stream())
                        .toList();
        unapproved.forEach(found -> judgement.say(environment, found));
        if (unapproved.isEmpty() && environment.isRecorded()) {
            judge.installations()
                    .ofLastInstallation()
                    .ifPresent(found -> judgement.say(environment, found));
        }
    }

    private static Optional<Finding> notAsApproved(Judged judged) {
        return judged.findings().stream()
                .filter(found -> UNAPPROVED.contains(found.code()))
                .findFirst();
    }

    /** Something of this trace runs there, or was the last of any release to be put there. */
    private static boolean isConcerned(Scope scope, EnvironmentRecords records, InForce inForce) {
        return inForce.held().keySet().stream()
                        .anyMatch(held -> ReleaseContents.isContent(held) && scope.follows(held))
                || inForce.happenings().reversed().stream()
                        .map(happening -> released(happening, records))
                        .filter(items -> !items.isEmpty())
                        .findFirst()
                        .filter(items -> items.stream().anyMatch(scope::follows))
                        .isPresent();
    }

    /** What was installed and belongs to a release. */
    private static Set<NodeRef> released(Happening happening, EnvironmentRecords records) {
        Set<NodeRef> items = new TreeSet<>(happening.installs());
        items.removeIf(item -> records.releasesOf(item).isEmpty());
        return items;
    }

    private static boolean isOfThisTrace(NodeRef artifact, ApprovedContent approved, Scope scope) {
        return approved.releases(artifact).stream()
                .flatMap(release -> scope.node(release).stream())
                .anyMatch(release -> release.isRecorded() && !ReleaseState.isWithdrawn(release));
    }
}
