package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Approved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How something that is in force stands to what was approved.
 *
 * @param by what approves or excuses it: releases, approvals, exceptions
 * @param at when it was approved
 * @param because what was seen that led to the verdict
 */
public record Standing(Verdict verdict, List<NodeRef> by, Optional<Instant> at, String because) {

    /** Whether it is what was approved. */
    public enum Verdict {
        /** This very state was approved. */
        APPROVED,
        /** An exception in force lets it run. */
        BY_EXCEPTION,
        /** Only whoever wrote it approved it, or granted the exception that lets it run. */
        SELF_APPROVED,
        /** Another state of it was approved. */
        OTHER_APPROVED,
        /** Nothing approves it in any state. */
        NOT_APPROVED
    }

    public Standing {
        by = List.copyOf(by);
    }

    static Standing approved(Approved approved) {
        return new Standing(
                approved.isByOthers() ? Verdict.APPROVED : Verdict.SELF_APPROVED,
                List.of(approved.by()),
                Optional.of(approved.at()),
                approved.selfApproved()
                        .orElseGet(
                                () ->
                                        "%s, approved at %s"
                                                .formatted(approved.by(), approved.at())));
    }

    static Standing self(String because) {
        return new Standing(Verdict.SELF_APPROVED, List.of(), Optional.empty(), because);
    }

    static Standing byException(NodeRef exception) {
        return new Standing(
                Verdict.BY_EXCEPTION,
                List.of(exception),
                Optional.empty(),
                "%s lets it run".formatted(exception));
    }

    static Standing other(String because) {
        return new Standing(Verdict.OTHER_APPROVED, List.of(), Optional.empty(), because);
    }

    static Standing not(String because) {
        return new Standing(Verdict.NOT_APPROVED, List.of(), Optional.empty(), because);
    }

    /** Whether it may run or be set as it is. */
    public boolean isGood() {
        return verdict == Verdict.APPROVED || verdict == Verdict.BY_EXCEPTION;
    }
}
