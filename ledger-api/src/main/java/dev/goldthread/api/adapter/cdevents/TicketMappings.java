package dev.goldthread.api.adapter.cdevents;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Naming;
import java.util.Locale;
import java.util.Optional;

/** Tickets, and the approvals that the drafts of 0.6 add. Their people become directory keys. */
final class TicketMappings {

    private TicketMappings() {}

    static Draft opened(CdEvent event, String ours, Rules rules) {
        Draft draft = ticket(event, ours, rules, event.content().get("creator"));
        draft.data().put("category", event.content().get("ticketType").text().orElse("ticket"));
        event.content()
                .get("summary")
                .text()
                .ifPresent(summary -> draft.data().put("title", summary.strip()));
        event.content()
                .get("uri")
                .text()
                .filter(Naming::isAbsolute)
                .ifPresent(uri -> draft.data().put("uri", uri));
        return draft;
    }

    static Draft closed(CdEvent event, String ours, Rules rules) {
        Draft draft = ticket(event, ours, rules, event.content().get("updatedBy"));
        event.content()
                .get("resolution")
                .text()
                .flatMap(TicketMappings::outcome)
                .ifPresent(outcome -> draft.data().put("outcome", outcome));
        return draft;
    }

    private static Draft ticket(CdEvent event, String ours, Rules rules, Member person) {
        Draft draft = event.draft(ours, rules).subject("ChangeRequest", event.subjectId());
        person.text()
                .ifPresent(
                        login ->
                                draft.human(
                                        rules.person(login, Optional.empty(), Optional.empty())));
        return draft;
    }

    /** Trackers name their resolutions as they like; others come in customData.goldthread. */
    private static Optional<String> outcome(String resolution) {
        return switch (resolution.strip().toLowerCase(Locale.ROOT)) {
            case "completed", "done", "fixed", "implemented", "resolved" ->
                    Optional.of("IMPLEMENTED");
            case "rejected", "declined", "won't do", "wontfix", "invalid" ->
                    Optional.of("REJECTED");
            case "withdrawn", "cancelled", "canceled" -> Optional.of("WITHDRAWN");
            case "duplicate" -> Optional.of("DUPLICATE");
            default -> Optional.empty();
        };
    }

    static Draft requested(CdEvent event, String ours, Rules rules) {
        Draft draft = event.draft(ours, rules).subject("ApprovalRequest", event.globalId());
        event.content()
                .get("requestor")
                .text()
                .ifPresent(
                        login ->
                                draft.human(
                                        rules.person(login, Optional.empty(), Optional.empty())));
        return draft;
    }

    /** Ours has one event type per answer; the table names both. */
    static Draft decided(CdEvent event, String ours, Rules rules) {
        Member decision = event.content().get("decision");
        String type =
                switch (decision.needText().toLowerCase(Locale.ROOT)) {
                    case "approved" -> "approval.granted";
                    case "rejected", "denied" -> "approval.rejected";
                    default ->
                            throw UnfitException.unmapped(
                                    event.kind(),
                                    "/subject/content/decision is no answer yet: "
                                            + decision.needText());
                };
        String responder = event.content().get("responder").needText();
        return event.draft(type, rules)
                .subject("Approval", event.globalId() + "#" + event.id())
                .human(rules.person(responder, Optional.empty(), Optional.empty()))
                .link("answers", "ApprovalRequest", event.globalId(), Strength.OBSERVED);
    }
}
