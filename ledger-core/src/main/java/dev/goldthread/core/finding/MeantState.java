package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Crosswalks;
import java.util.Optional;

/**
 * Whether the link of a test means what is in force, or somebody looked at it and found that it
 * holds all the same.
 *
 * @param doubt why not; empty when it does
 * @param basis the look that this rests on, to be put behind a reason
 */
record MeantState(Optional<String> doubt, String basis) {

    private static final MeantState IN_FORCE = new MeantState(Optional.empty(), "");

    static MeantState of(Edge link, Node test, Node node, Crosswalks crosswalks) {
        Optional<String> current = node.text("revision");
        if (!TestOutcomes.isSame(link.revision(), current)) {
            return of(
                    link,
                    Confirmations.of(link, test, node, current.orElseThrow()),
                    ChangedElsewhere.of(link, crosswalks),
                    "revision %s is in force".formatted(current.get()));
        }
        Optional<ChangedElsewhere> change = ChangedElsewhere.of(link, crosswalks);
        return change.isEmpty()
                ? IN_FORCE
                : of(
                        link,
                        Confirmations.of(link, test, node, current.orElse("")),
                        change,
                        change.get().words());
    }

    private static MeantState of(
            Edge link, Confirmations looks, Optional<ChangedElsewhere> change, String instead) {
        Optional<NodeFact> look =
                looks.confirmed()
                        .filter(_ -> change.stream().allMatch(each -> each.isAnsweredBy(looks)));
        return look.isPresent()
                ? new MeantState(Optional.empty(), basis(look.get(), looks.revision()))
                : new MeantState(
                        Optional.of(
                                "%s %s revision %s, but %s%s"
                                        .formatted(
                                                link.from(),
                                                link.relation(),
                                                link.revision().orElseThrow(),
                                                instead,
                                                looks.doubt())),
                        "");
    }

    private static String basis(NodeFact look, String revision) {
        return "; that it holds at revision %s rests on %s of %s at %s: %s"
                .formatted(
                        revision,
                        look.event(),
                        look.actor().id(),
                        look.occurredAt(),
                        look.reason().orElse("no reason is on record"));
    }
}
