package dev.goldthread.api.gate;

import dev.goldthread.core.gate.Violation;
import dev.goldthread.streams.ledger.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refusals as the gate tells them, and as they are kept. */
final class Refusals {

    private Refusals() {}

    /** The first violation gives rule, field and remedy; the detail tells all. */
    static Refusal of(Outcome.Refused refused, String principal, Instant now) {
        Violation first = refused.violations().getFirst();
        String detail =
                refused.violations().stream()
                        .map(Violation::toString)
                        .collect(Collectors.joining("; "));
        return new Refusal(
                first.rule(),
                detail,
                first.remedy(),
                now,
                Optional.of(first.field()),
                refused.product(),
                refused.id(),
                Optional.of(principal),
                Optional.empty());
    }

    /** What the sealer refused, told like the gate's own. */
    static Outcome.Refused outcome(Refusal refusal) {
        Violation violation =
                new Violation(
                        refusal.field().orElse(""),
                        refusal.rule(),
                        refusal.detail(),
                        refusal.remedy());
        return new Outcome.Refused(refusal.id(), refusal.product(), List.of(violation));
    }
}
