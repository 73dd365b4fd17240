package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Crosswalks;
import java.util.Optional;

/**
 * Whether the link of a test means what is in force, now and when the test ran, or somebody looked
 * at it and found that it holds all the same.
 *
 * @param doubt why not; empty when it does
 * @param basis the look that this rests on, to be put behind a reason
 */
record MeantState(Optional<String> doubt, String basis) {

    private static final MeantState IN_FORCE = new MeantState(Optional.empty(), "");

    static MeantState of(Edge link, Edge run, Node test, Node node, Crosswalks crosswalks) {
        Optional<String> current = node.text("revision");
        MeantRevision.Shown shown = MeantRevision.Shown.by(run, link, test, node);
        Optional<ChangedElsewhere> change = ChangedElsewhere.since(shown.since(), link, crosswalks);
        return doubt(link, run, current, shown.revision(), change)
                .map(
                        doubt ->
                                looked(
                                        Confirmations.of(link, test, node, current.orElse("")),
                                        change,
                                        doubt))
                .orElse(IN_FORCE);
    }

    private static Optional<String> doubt(
            Edge link,
            Edge run,
            Optional<String> current,
            Optional<String> shown,
            Optional<ChangedElsewhere> change) {
        if (!TestOutcomes.isSame(link.revision(), current)) {
            return Optional.of(
                    "%s %s revision %s, but revision %s is in force"
                            .formatted(
                                    link.from(),
                                    link.relation(),
                                    link.revision().orElseThrow(),
                                    current.orElseThrow()));
        }
        if (!TestOutcomes.isSame(shown, current)) {
            return Optional.of(
                    "%s ran when %s meant revision %s, but revision %s is in force"
                            .formatted(
                                    run.from(),
                                    link.from(),
                                    shown.orElseThrow(),
                                    current.orElseThrow()));
        }
        return change.map(
                each ->
                        "%s %s revision %s, but %s"
                                .formatted(
                                        link.from(),
                                        link.relation(),
                                        shown.orElse("?"),
                                        each.words()));
    }

    private static MeantState looked(
            Confirmations looks, Optional<ChangedElsewhere> change, String doubt) {
        Optional<NodeFact> look =
                looks.confirmed()
                        .filter(_ -> change.stream().allMatch(each -> each.isAnsweredBy(looks)));
        return look.isPresent()
                ? new MeantState(Optional.empty(), basis(look.get(), looks.revision()))
                : new MeantState(Optional.of(doubt + looks.doubt()), "");
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
