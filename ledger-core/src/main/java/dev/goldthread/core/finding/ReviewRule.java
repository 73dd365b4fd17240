package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * UNREVIEWED: a merged change without an approving review by somebody other than its author, or
 * without one in a role that its tier needs. STALE: the only such reviews looked at an earlier
 * head.
 */
record ReviewRule(Vocabulary vocabulary) implements FindingRules.Rule {

    private record Review(Node node, NodeFact fact) {
        boolean approves() {
            return fact.data().text("outcome").equals(Optional.of("APPROVED"));
        }

        Optional<String> role() {
            return fact.data().text("role").or(() -> fact.actor().role());
        }
    }

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Change")
                .filter(change -> change.latest("change.merged").isPresent())
                .forEach(change -> judge(change, scope, judgement));
    }

    private void judge(Node change, Scope scope, Judgement judgement) {
        Persons persons = new Persons(scope.view(), change.ref().product());
        Set<String> authors = authors(change, persons);
        List<Review> byOthers =
                scope.effects(change.ref(), "reviews")
                        .filter(Edge::counts)
                        .flatMap(edge -> scope.node(edge.from()).stream())
                        .flatMap(
                                node ->
                                        node
                                                .latest("review.submitted")
                                                .map(fact -> new Review(node, fact))
                                                .stream())
                        .filter(Review::approves)
                        .filter(review -> !authors.contains(persons.of(review.fact().actor().id())))
                        .toList();
        if (byOthers.isEmpty()) {
            judgement.say(change, "UNREVIEWED", "no approving review by anyone but its author");
            return;
        }
        Optional<String> head = change.text("headCommit");
        List<Review> current =
                byOthers.stream()
                        .filter(
                                review ->
                                        review.fact().data().text("revisionReviewed").equals(head))
                        .toList();
        if (current.isEmpty()) {
            judgement.say(
                    change,
                    Finding.by(
                            "merged-head",
                            "STALE",
                            "reviewed at another head than the merged %s"
                                    .formatted(head.orElse("?"))));
            return;
        }
        missingRoles(change, current, scope)
                .forEach(
                        role ->
                                judgement.say(
                                        change,
                                        "UNREVIEWED",
                                        "no approving review in role " + role));
    }

    private static Set<String> authors(Node change, Persons persons) {
        Set<String> authors = new HashSet<>();
        change.facts().stream()
                .filter(
                        fact ->
                                fact.type().equals("change.proposed")
                                        || fact.type().equals("change.updated"))
                .forEach(fact -> authors.add(persons.of(fact.actor().id())));
        return authors;
    }

    private List<String> missingRoles(Node change, List<Review> reviews, Scope scope) {
        List<String> missing = new ArrayList<>(vocabulary.reviewRoles(tier(change, scope)));
        reviews.forEach(review -> review.role().ifPresent(missing::remove));
        return missing;
    }

    /** The highest tier of the requests that the change implements. */
    private static String tier(Node change, Scope scope) {
        List<String> tiers =
                Scope.causes(change, "implements")
                        .map(Edge::to)
                        .map((NodeRef request) -> scope.view().node(request))
                        .flatMap(request -> request.text("tier").stream())
                        .toList();
        return List.of("HIGH", "MEDIUM", "LOW").stream()
                .filter(tiers::contains)
                .findFirst()
                .orElse("LOW");
    }
}
