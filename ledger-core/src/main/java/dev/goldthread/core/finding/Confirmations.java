package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every look at one link at one revision of its target ({@code link.confirmed}), in order. That the
 * link still holds counts when a person says it, of a revision that existed by then and by what is
 * in force still of the node that it starts at, and by a link that is not INFERRED and means no
 * other revision. That it holds no longer anybody may say, because that only takes trust away. The
 * last look that counts decides.
 *
 * @param existsSince when the revision was first stated; empty when no event states it
 */
record Confirmations(
        List<Look> looks, Edge link, Node from, String revision, Optional<Instant> existsSince) {

    /** One event, and the links by which it says what it looked at. */
    record Look(NodeFact fact, List<Edge> concerns) {
        Look {
            concerns = List.copyOf(concerns);
        }
    }

    Confirmations {
        looks = List.copyOf(looks);
    }

    static Confirmations of(Edge link, Node from, Node to, String revision) {
        return new Confirmations(
                from.facts().stream()
                        .filter(fact -> fact.type().equals("link.confirmed"))
                        .filter(fact -> says(fact, "relation", link.relation()))
                        .filter(fact -> says(fact, "revision", revision))
                        .map(fact -> new Look(fact, concerns(fact, link, from)))
                        .filter(look -> !look.concerns().isEmpty())
                        .toList(),
                link,
                from,
                revision,
                to.statements()
                        .filter(fact -> says(fact, "revision", revision))
                        .map(NodeFact::occurredAt)
                        .findFirst());
    }

    /** The look that the link rests on; empty when none shows that it holds. */
    Optional<NodeFact> confirmed() {
        return decisive().filter(Confirmations::stillHolds).map(Look::fact);
    }

    /** Why the looks that there were leave it in doubt, to be put behind a reason. */
    String doubt() {
        Stream<String> denied =
                decisive()
                        .map(
                                look ->
                                        "; by %s of %s it holds no longer"
                                                .formatted(
                                                        look.fact().event(),
                                                        look.fact().actor().id()))
                        .stream();
        Stream<String> uncounted =
                looks.reversed().stream()
                        .limit(1)
                        .filter(Confirmations::stillHolds)
                        .flatMap(
                                look ->
                                        flaw(look)
                                                .map(
                                                        flaw ->
                                                                "; the confirmation %s by %s does not count: %s"
                                                                        .formatted(
                                                                                look.fact().event(),
                                                                                look.fact()
                                                                                        .actor()
                                                                                        .id(),
                                                                                flaw))
                                                .stream());
        return String.join("", Stream.concat(denied, uncounted).toList());
    }

    private Optional<Look> decisive() {
        return looks.reversed().stream()
                .filter(look -> !stillHolds(look) || flaw(look).isEmpty())
                .findFirst();
    }

    /** Why it confirms nothing; empty when it does. */
    private Optional<String> flaw(Look look) {
        NodeFact fact = look.fact();
        if (fact.actor().kind() != Actor.Kind.HUMAN) {
            return Optional.of("a %s made it, and no person".formatted(fact.actor().kind()));
        }
        if (existsSince.isEmpty()) {
            return Optional.of("no event states revision " + revision);
        }
        return existsSince
                .filter(since -> fact.occurredAt().isBefore(since))
                .map(
                        since ->
                                "it was made at %s, and revision %s exists since %s"
                                        .formatted(fact.occurredAt(), revision, since))
                .or(() -> changedSince(fact))
                .or(() -> flaw(look.concerns()));
    }

    /** What was looked at is no longer what the link starts at. */
    private Optional<String> changedSince(NodeFact look) {
        Optional<String> then = MeantRevision.inForce(from, look.occurredAt());
        return from.text("revision")
                .filter(now -> !then.equals(Optional.of(now)))
                .map(
                        now ->
                                "it was made at revision %s of %s, and revision %s is in force"
                                        .formatted(then.orElse("?"), from.ref(), now));
    }

    /** What it looked at has to be stated, and at the revision that it is about. */
    private Optional<String> flaw(List<Edge> concerns) {
        if (concerns.stream().noneMatch(Edge::counts)) {
            return Optional.of("that it concerns %s is INFERRED".formatted(link.to()));
        }
        return concerns.stream()
                        .filter(Edge::counts)
                        .anyMatch(edge -> edge.revision().orElse(revision).equals(revision))
                ? Optional.empty()
                : Optional.of(
                        "it concerns revision %s, and says that revision %s holds"
                                .formatted(concerns.getFirst().revision().orElse("?"), revision));
    }

    private static boolean stillHolds(Look look) {
        return says(look.fact(), "result", "STILL_HOLDS");
    }

    private static List<Edge> concerns(NodeFact look, Edge link, Node from) {
        return Scope.causes(from, "concerns")
                .filter(edge -> edge.to().equals(link.to()) && SuspectLinks.isSame(look, edge))
                .toList();
    }

    private static boolean says(NodeFact fact, String field, String value) {
        return fact.data().text(field).equals(Optional.of(value));
    }
}
