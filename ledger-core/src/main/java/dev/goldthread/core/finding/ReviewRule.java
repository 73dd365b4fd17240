package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * UNREVIEWED: a merged change without an approving review by a person who wrote nothing of it and
 * did not ask for changes of the same state since, or without one in a role that its tier needs.
 * STALE: the only such reviews looked at an earlier head.
 */
record ReviewRule(Vocabulary vocabulary, RequiredEvidence required) implements FindingRules.Rule {

    private static final String STATE = "revisionReviewed";

    /**
     * @param person who looked, by one key for all that they go by
     */
    private record Review(NodeRef ref, NodeFact fact, String person) {

        boolean approves() {
            return outcome().equals(Optional.of("APPROVED"));
        }

        Optional<String> outcome() {
            return fact.data().text("outcome");
        }

        Optional<String> role() {
            return fact.data().text("role").or(() -> fact.actor().role());
        }

        /** Whether the other one takes back what this one says of the same state. */
        boolean isTakenBackBy(Review other) {
            return other.outcome().equals(Optional.of("CHANGES_REQUESTED"))
                    && other.person.equals(person)
                    && other.fact.data().text(STATE).equals(fact.data().text(STATE))
                    && !other.fact.occurredAt().isBefore(fact.occurredAt());
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
        List<Review> all = reviews(change, scope, persons);
        Set<String> authors =
                new Authors(scope.view(), persons)
                        .of(change, MergedCommits.of(change, scope, required));
        List<Review> approving = all.stream().filter(Review::approves).toList();
        List<Review> byOthers =
                approving.stream()
                        .filter(review -> objection(review, all, authors).isEmpty())
                        .toList();
        if (byOthers.isEmpty()) {
            judgement.say(change, "UNREVIEWED", unreviewed(approving, all, authors));
            return;
        }
        Optional<String> head = change.text("headCommit");
        List<Review> current =
                byOthers.stream()
                        .filter(review -> review.fact().data().text(STATE).equals(head))
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

    private static List<Review> reviews(Node change, Scope scope, Persons persons) {
        return scope.effects(change.ref(), "reviews")
                .filter(Edge::counts)
                .map(Edge::from)
                .distinct()
                .flatMap(ref -> scope.node(ref).stream())
                .flatMap(
                        node ->
                                node
                                        .latest("review.submitted")
                                        .map(
                                                fact ->
                                                        new Review(
                                                                node.ref(),
                                                                fact,
                                                                persons.of(fact.actor().id())))
                                        .stream())
                .toList();
    }

    /** Why a review that approves is none by somebody else; empty when it is one. */
    private static Optional<String> objection(
            Review review, List<Review> all, Set<String> authors) {
        if (review.fact().actor().kind() != Actor.Kind.HUMAN) {
            return Optional.of("no person gave it");
        }
        if (authors.contains(review.person())) {
            return Optional.of("%s wrote of the change".formatted(review.fact().actor().id()));
        }
        return all.stream()
                .filter(review::isTakenBackBy)
                .findFirst()
                .map(other -> "%s asked for changes after it".formatted(other.ref()));
    }

    private static String unreviewed(
            List<Review> approving, List<Review> all, Set<String> authors) {
        String none = "no approving review by anyone but its author";
        return Stream.concat(
                        Stream.of(none),
                        approving.stream()
                                .flatMap(
                                        review ->
                                                objection(review, all, authors)
                                                        .map(
                                                                why ->
                                                                        "%s does not count, because %s"
                                                                                .formatted(
                                                                                        review
                                                                                                .ref(),
                                                                                        why))
                                                        .stream()))
                .collect(Collectors.joining("; "));
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
