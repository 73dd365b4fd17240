package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * That something is approved.
 *
 * @param by what the approvals are of
 * @param at when the last of those that were asked for was in
 * @param approvals that count for it
 * @param selfApproved why it is not approved without those of them that were given by whoever wrote
 *     it; empty when it is
 */
public record Approved(
        NodeRef by, Instant at, List<NodeRef> approvals, Optional<String> selfApproved) {

    public Approved {
        approvals = List.copyOf(approvals);
    }

    private Approved with(List<Approved> others) {
        return new Approved(
                by,
                at,
                others.stream()
                        .flatMap(each -> each.approvals().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                Optional.of(
                                others.stream()
                                        .flatMap(each -> each.selfApproved().stream())
                                        .distinct()
                                        .collect(Collectors.joining("; ")))
                        .filter(why -> !why.isEmpty()));
    }

    /** Whether it is approved without a word of anybody who wrote it. */
    public boolean isByOthers() {
        return selfApproved.isEmpty();
    }

    /** Of all of them the last approval; empty unless there are any and each is approved. */
    static Optional<Approved> all(List<Optional<Approved>> parts) {
        List<Approved> approved = parts.stream().flatMap(Optional::stream).toList();
        return approved.size() < parts.size()
                ? Optional.empty()
                : approved.stream()
                        .max(Comparator.comparing(Approved::at))
                        .map(last -> last.with(approved));
    }
}
