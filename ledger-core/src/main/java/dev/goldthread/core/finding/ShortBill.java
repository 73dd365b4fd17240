package dev.goldthread.core.finding;

import dev.goldthread.core.finding.MissingParts.Besides;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A bill of materials that counts more components than it names, and than it says have no package
 * URL: what else the artifact contains nobody knows. One that does not say how many have none may
 * lack any of those that it does not name. What takes its place is that of one of which parts have
 * not come ({@link Retold}); of such a one nothing is said here.
 *
 * @param bill the event that counts
 * @param withoutPurl empty when it does not say
 * @param besides the latest bill that is whole, where there is one
 */
public record ShortBill(
        NodeFact bill,
        long counted,
        long named,
        OptionalLong withoutPurl,
        Optional<Besides> besides) {

    /** All of an artifact, in a fixed order. */
    public static List<ShortBill> of(Node artifact) {
        List<Bill> bills = Bill.of(artifact);
        if (bills.stream().noneMatch(Bill::isShort)) {
            return List.of(); // as of nearly every artifact
        }
        List<NodeFact> wholes =
                bills.stream()
                        .filter(Bill::isWhole)
                        .map(bill -> bill.told().getLast())
                        .sorted()
                        .toList();
        List<ShortBill> lacking = new ArrayList<>();
        for (Bill bill : bills) {
            if (bill.isShort() && Part.areAll(bill.told())) {
                Retold.Place place = Retold.place(artifact, bill.told(), wholes);
                if (!place.isTaken()) {
                    lacking.add(of(bill, place.besides()));
                }
            }
        }
        return List.copyOf(lacking);
    }

    private static ShortBill of(Bill bill, Optional<Besides> besides) {
        return new ShortBill(
                bill.count(), bill.counted(), bill.named(), bill.withoutPurl(), besides);
    }

    /** In words, as every answer says it. */
    public String text() {
        return "its bill of materials %s counts %d components, but names %d, and %s%s"
                .formatted(
                        bill.event(),
                        counted,
                        named,
                        withoutPurl.isPresent()
                                ? "says that %d have no package URL"
                                        .formatted(withoutPurl.getAsLong())
                                : "does not say how many of them have no package URL",
                        besides.map(Besides::text).orElse(""));
    }
}
