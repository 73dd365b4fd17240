package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.FindingRules;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an environment says of all that is in force there and of itself, in the words of {@link
 * EnvironmentJudge}: NOT_AS_APPROVED and SELF_APPROVED, also of what a release of this trace
 * includes, for that it runs is more than that its release is not approved; UNAPPROVED and EXPIRED
 * of settings; CONFLICT and INCOMPLETE. A release that was replaced does not answer for what came
 * after it. An environment that no event is about is UNRESOLVED; one look ends that and INCOMPLETE,
 * so it is said once. CORRECTED_IN_PART is told by each node of the trace. In an environment of
 * another product what this one put there is held against its own approvals too ({@link
 * Standings}).
 */
public final class RunningRule implements FindingRules.Rule {

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
        if (isConcerned(scope, records, inForce)) {
            Standings standings =
                    Standings.askedBy(
                            scope.root().product(), scope.view(), environment.ref(), scope.now());
            EnvironmentJudge judge =
                    new EnvironmentJudge(
                            scope.view(), scope.now(), environment, inForce, standings);
            Stream.concat(judge.findings(), judge.ofEnvironment().stream())
                    .filter(found -> isSaidHere(found, environment))
                    .forEach(found -> judgement.say(environment, found));
        }
    }

    private static boolean isSaidHere(Finding found, Node environment) {
        return switch (found.code()) {
            case "CORRECTED_IN_PART" -> false;
            case "INCOMPLETE" -> environment.isRecorded();
            default -> true;
        };
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
}
