package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalDoubts;
import dev.goldthread.core.finding.ApprovedContent;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why the state of a setting that is in force is not approved, and whether another one is: OTHER
 * only where another state truly was approved. Where approvals name this state it says why they are
 * not enough.
 *
 * @param approved by what the environment's own log states
 */
record SettingDoubt(ApprovedContent approved, SettingApprovals own) {

    Standing of(Held held) {
        List<Declaration> all = Declaration.of(approved.view().node(held.node()));
        List<Declaration> others = all.stream().filter(each -> !each.isOf(held)).toList();
        Optional<String> doubt = doubts().of(held.node(), own::otherwise);
        if (isOtherNamed(held, others)) {
            return Standing.other(
                    "%s is in force, but another state of it was approved%s"
                            .formatted(
                                    named(held),
                                    doubt.filter(_ -> doubts().isNamed(held.node(), own::isOfState))
                                            .map("; "::concat)
                                            .orElse("")));
        }
        List<Declaration> states = all.stream().filter(each -> each.isOf(held)).toList();
        String because =
                states.stream()
                        .flatMap(state -> late(held, state, doubt).stream())
                        .findFirst()
                        .or(() -> never(held, states, doubt))
                        .orElseGet(() -> unapproved(held, states, doubt));
        return others.stream().anyMatch(this::cameWithRelease)
                ? Standing.other(because)
                : Standing.not(because);
    }

    /** An approval of another state is enough, or an approved release includes one. */
    private boolean isOtherNamed(Held held, List<Declaration> others) {
        return others.stream()
                        .anyMatch(
                                other ->
                                        approved.itself(
                                                        held.node(),
                                                        fact -> own.isOf(fact, other),
                                                        List.of())
                                                .isPresent())
                || own.including().stream()
                        .filter(edge -> SettingApprovals.isPinnedToAny(edge) && !own.isPinned(edge))
                        .anyMatch(edge -> approved.with(edge.from(), edge, List.of()).isPresent());
    }

    private boolean cameWithRelease(Declaration other) {
        return other.releases()
                .flatMap(release -> approved.release(release, List.of()).stream())
                .anyMatch(each -> other.isBy(each.at()));
    }

    /** It was set for a release that had been approved before. */
    private Optional<String> late(Held held, Declaration state, Optional<String> doubt) {
        return state.releases()
                .flatMap(release -> approved.release(release, List.of()).stream())
                .findFirst()
                .map(
                        release ->
                                "%s was set at %s, after its release was approved at %s, and %s"
                                        .formatted(
                                                named(held),
                                                state.fact().occurredAt(),
                                                release.at(),
                                                doubt.orElse("no approval of it is on record")));
    }

    /** Other states of it were set for an approved release, this one for none. */
    private Optional<String> never(Held held, List<Declaration> states, Optional<String> doubt) {
        boolean isForNone =
                !states.isEmpty()
                        && states.stream().allMatch(each -> each.releases().findAny().isEmpty());
        return Scope.causes(approved.view().node(held.node()), "appliesTo")
                .filter(edge -> edge.counts() && edge.to().type().equals("Release"))
                .filter(edge -> isForNone && approved.release(edge.to(), List.of()).isPresent())
                .findFirst()
                .map(
                        _ ->
                                "%s is in force, but it was never set for the release that was approved%s"
                                        .formatted(
                                                named(held),
                                                doubt.map(", and "::concat).orElse("")));
    }

    private String unapproved(Held held, List<Declaration> states, Optional<String> doubt) {
        Stream<NodeRef> releases =
                Stream.concat(
                        own.including().stream().filter(own::isPinned).map(Edge::from),
                        states.stream().flatMap(Declaration::releases));
        String why =
                Stream.concat(doubt.stream(), releases.distinct().sorted().map(doubts()::ofRelease))
                        .collect(Collectors.joining(", "));
        return "%s is in force, and %s"
                .formatted(
                        named(held),
                        why.isEmpty() ? "no approval names it or a release that fixes it" : why);
    }

    private ApprovalDoubts doubts() {
        return new ApprovalDoubts(approved);
    }

    private static String named(Held held) {
        return held.revision()
                .map(revision -> "revision " + revision)
                .or(held::digest)
                .orElse("an unknown state");
    }
}
