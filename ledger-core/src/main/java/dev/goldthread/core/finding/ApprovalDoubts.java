package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.NodeFact;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why something is not approved: who looks for the cause is told of each approval that names it.
 */
public record ApprovalDoubts(ApprovedContent approved) {

    /**
     * Of an artifact or model.
     *
     * @param releases of those that include it, the ones that may approve it
     * @param installedBy a deployment or rollback
     */
    public String of(NodeRef content, Set<NodeRef> releases, Optional<NodeRef> installedBy) {
        List<String> named =
                Stream.concat(Stream.of(content), installedBy.stream())
                        .flatMap(each -> of(each, fact -> otherwise(fact, content)).stream())
                        .toList();
        if (releases.isEmpty() && named.isEmpty()) {
            return "no release includes it and no approval names it";
        }
        Stream<String> included =
                releases.isEmpty()
                        ? Stream.of("no release includes it")
                        : releases.stream().map(this::ofRelease);
        return Stream.concat(included, named.stream()).collect(Collectors.joining(", "));
    }

    /**
     * Why the approvals that name something are not enough; empty where none does.
     *
     * @param otherwise why an approval is not of the state that is asked about
     */
    public Optional<String> of(NodeRef named, Function<NodeFact, Optional<String>> otherwise) {
        ApprovalTerms asked = approved.terms(named);
        return Optional.of(String.join("; ", asked.lacking(otherwise)))
                .filter(lacking -> asked.isSaidYes(_ -> true) && !lacking.isEmpty())
                .map(lacking -> "no approval of %s is enough: %s".formatted(named, lacking));
    }

    /** Whether an approval names this state, be it one that counts or not. */
    public boolean isNamed(NodeRef named, Predicate<NodeFact> isOfState) {
        return approved.terms(named).isSaidYes(isOfState);
    }

    /** Why a release does not approve what it includes. */
    public String ofRelease(NodeRef release) {
        return "%s %s"
                .formatted(
                        release,
                        approved.isWithdrawn(release)
                                ? "was withdrawn"
                                : "lacks approvals of what it includes");
    }

    /** Why an approval is not of this very content; empty when it is. */
    static Optional<String> otherwise(NodeFact approval, NodeRef content) {
        return approval.data()
                .text("boundDigest")
                .filter(bound -> !bound.equals(content.id()))
                .map("it is bound to %s"::formatted);
    }
}
