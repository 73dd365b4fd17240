package dev.goldthread.core.gate;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.EventType;
import dev.goldthread.core.event.Vocabulary.LinkRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Holds a well-shaped event against the vocabulary: who it may be about, what it must link to, when
 * it may have happened.
 */
final class EventRules {

    /** Clocks of producers may be ahead by this much (event-model, {@code occurredAt}). */
    static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private final Vocabulary vocabulary;

    EventRules(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void check(Event event, Instant now, List<Violation> violations) {
        EventType type = vocabulary.eventType(event.type()).orElseThrow();
        if (event.occurredAt().isAfter(now.plus(AHEAD_MAX))) {
            violations.add(
                    new Violation(
                            "/occurredAt",
                            "occurred-in-future",
                            event.occurredAt().toString(),
                            "send the time it happened, at most 5 minutes ahead of %s; check the producer's clock"
                                    .formatted(now)));
        }
        checkNode(event.subject(), "/subject", violations);
        if (!takes(type.subject(), event.subject().type())) {
            violations.add(
                    new Violation(
                            "/subject/type",
                            "wrong-subject",
                            event.subject().type(),
                            "%s is about one of %s".formatted(event.type(), type.subject())));
        }
        for (int i = 0; i < event.links().size(); i++) {
            checkLink(event.links().get(i), event, type, "/links/" + i, violations);
        }
        checkRequired(event, type, violations);
        if (type.requiresReason() && event.reason().isEmpty()) {
            violations.add(
                    new Violation(
                            "/reason",
                            "reason-required",
                            "nothing",
                            "say why; a person decides in " + event.type()));
        }
    }

    private void checkNode(NodeRef node, String at, List<Violation> violations) {
        vocabulary
                .nodeType(node.type())
                .ifPresentOrElse(
                        type ->
                                new FieldRules(vocabulary, violations)
                                        .checkForm(node.id(), type.id(), at + "/id"),
                        () ->
                                violations.add(
                                        new Violation(
                                                at + "/type",
                                                "unknown-node-type",
                                                node.type(),
                                                "send a node type of the vocabulary (GET /v1/vocabulary)")));
    }

    private void checkLink(
            Link link, Event event, EventType type, String at, List<Violation> violations) {
        checkNode(link.to(), at + "/to", violations);
        if (!link.from().equals(event.subject())) {
            checkNode(link.from(), at + "/from", violations);
        }
        if (vocabulary.relation(link.relation()).isEmpty()) {
            violations.add(
                    new Violation(
                            at + "/relation",
                            "unknown-relation",
                            link.relation(),
                            "send a relation of the vocabulary (GET /v1/vocabulary)"));
            return;
        }
        if (vocabulary.isEverywhere(link.relation())) {
            return;
        }
        List<LinkRule> rules =
                type.links().stream()
                        .filter(rule -> rule.relation().equals(link.relation()))
                        .toList();
        if (rules.isEmpty()) {
            violations.add(
                    new Violation(
                            at + "/relation",
                            "relation-not-allowed",
                            link.relation(),
                            "%s takes %s"
                                    .formatted(
                                            type.type(),
                                            type.links().stream()
                                                    .map(LinkRule::relation)
                                                    .toList())));
        } else if (rules.stream().noneMatch(rule -> fits(link, rule, event, type))) {
            violations.add(
                    new Violation(
                            at + "/to/type",
                            "wrong-target",
                            "%s %s %s"
                                    .formatted(
                                            link.from().type(), link.relation(), link.to().type()),
                            "%s links to one of %s"
                                    .formatted(
                                            link.relation(),
                                            rules.stream()
                                                    .flatMap(r -> r.to().stream())
                                                    .toList())));
        }
    }

    /**
     * An edge starts at the event's subject, or at another node of the kind that such events are
     * about.
     */
    private static boolean fits(Link link, LinkRule rule, Event event, EventType type) {
        boolean fitsFrom =
                rule.from().isEmpty()
                        ? link.from().equals(event.subject())
                                || takes(type.subject(), link.from().type())
                        : takes(rule.from(), link.from().type());
        return fitsFrom && takes(rule.to(), link.to().type());
    }

    private static void checkRequired(Event event, EventType type, List<Violation> violations) {
        for (LinkRule rule : type.links()) {
            if (rule.required()
                    && event.links().stream()
                            .noneMatch(
                                    link ->
                                            link.relation().equals(rule.relation())
                                                    && fits(link, rule, event, type))) {
                violations.add(
                        new Violation(
                                "/links",
                                "required-link",
                                "no link %s".formatted(rule.relation()),
                                "add a link %s → one of %s".formatted(rule.relation(), rule.to())));
            }
        }
    }

    private static boolean takes(List<String> types, String type) {
        return types.contains("*") || types.contains(type);
    }
}
