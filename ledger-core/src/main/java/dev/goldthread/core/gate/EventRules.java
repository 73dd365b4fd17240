package dev.goldthread.core.gate;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.EventType;
import dev.goldthread.core.event.Vocabulary.LinkRule;
import dev.goldthread.core.event.Vocabulary.NodeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a well-shaped event against the vocabulary: who it may be about, what it must link to, when
 * it may have happened.
 */
final class EventRules {

    /** Clocks of producers may be ahead by this much (event-model, {@code occurredAt}). */
    static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private static final Place SUBJECT = Place.TOP.member("subject");
    private static final Place LINKS = Place.TOP.member("links");
    private static final Place CONDITIONS = Place.TOP.member("data").member("conditions");

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
        checkNode(event.subject(), SUBJECT, violations);
        if (!takes(type.subject(), event.subject().type())) {
            violations.add(
                    new Violation(
                            "/subject/type",
                            "wrong-subject",
                            event.subject().type(),
                            "%s is about one of %s".formatted(event.type(), type.subject())));
        }
        for (int i = 0; i < event.links().size(); i++) {
            checkLink(event.links().get(i), event, type, LINKS.item(i), violations);
        }
        checkRequired(event, type, violations);
        checkConditions(event, violations);
        BillCount.check(event, violations);
        PartFields.check(event, violations);
        if (type.requiresReason() && event.reason().isEmpty()) {
            violations.add(
                    new Violation(
                            "/reason",
                            "reason-required",
                            "nothing",
                            "say why; a person decides in " + event.type()));
        }
    }

    private void checkNode(NodeRef node, Place at, List<Violation> violations) {
        Optional<NodeType> type = vocabulary.nodeType(node.type());
        if (type.isPresent()) {
            new FieldRules(violations)
                    .checkForm(node.id(), vocabulary.idForm(type.get().id()), at.member("id"));
        } else {
            violations.add(
                    new Violation(
                            at.member("type").pointer(),
                            "unknown-node-type",
                            node.type(),
                            "send a node type of the vocabulary (GET /v1/vocabulary)"));
        }
    }

    private void checkLink(
            Link link, Event event, EventType type, Place at, List<Violation> violations) {
        checkNode(link.to(), at.member("to"), violations);
        if (!link.from().equals(event.subject())) {
            checkNode(link.from(), at.member("from"), violations);
        }
        if (vocabulary.relation(link.relation()).isEmpty()) {
            violations.add(
                    new Violation(
                            at.member("relation").pointer(),
                            "unknown-relation",
                            link.relation(),
                            "send a relation of the vocabulary (GET /v1/vocabulary)"));
        } else if (!vocabulary.isEverywhere(link.relation())
                && !hasFittingRule(link, event, type)) {
            violations.add(unfitting(link, type, at));
        }
        link.digest()
                .filter(digest -> Link.isOfAnother(digest, link.to()))
                .ifPresent(
                        digest ->
                                violations.add(
                                        new Violation(
                                                at.member("digest").pointer(),
                                                "digest-of-another",
                                                digest,
                                                "the id of %s is its digest; send that one, or none"
                                                        .formatted(link.to()))));
    }

    private static boolean hasFittingRule(Link link, Event event, EventType type) {
        for (LinkRule rule : type.links()) {
            if (rule.relation().equals(link.relation()) && fits(link, rule, event, type)) {
                return true;
            }
        }
        return false;
    }

    /** No rule for its relation at all, or none for the nodes that it joins. */
    private static Violation unfitting(Link link, EventType type, Place at) {
        List<LinkRule> rules =
                type.links().stream()
                        .filter(rule -> rule.relation().equals(link.relation()))
                        .toList();
        return rules.isEmpty()
                ? new Violation(
                        at.member("relation").pointer(),
                        "relation-not-allowed",
                        link.relation(),
                        "%s takes %s"
                                .formatted(
                                        type.type(),
                                        type.links().stream().map(LinkRule::relation).toList()))
                : new Violation(
                        at.member("to").member("type").pointer(),
                        "wrong-target",
                        "%s %s %s".formatted(link.from().type(), link.relation(), link.to().type()),
                        "%s links to one of %s"
                                .formatted(
                                        link.relation(),
                                        rules.stream().flatMap(r -> r.to().stream()).toList()));
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
            if (rule.required() && !isNone(rule, event) && !hasLink(rule, event, type)) {
                violations.add(
                        new Violation(
                                "/links",
                                "required-link",
                                "no link %s".formatted(rule.relation()),
                                "add a link %s → one of %s%s"
                                        .formatted(
                                                rule.relation(),
                                                rule.to(),
                                                rule.unlessNone() == null
                                                        ? ""
                                                        : ", or say %s 0 where there is none"
                                                                .formatted(rule.unlessNone()))));
            }
        }
    }

    /**
     * That there is none has to be said; a list that is merely empty may be a fault of its tool.
     */
    private static boolean isNone(LinkRule rule, Event event) {
        return rule.unlessNone() != null
                && event.data().fields().get(rule.unlessNone()) instanceof Number count
                && count.longValue() == 0;
    }

    /** Terms of a condition that nothing requires would be read by nobody. */
    private static void checkConditions(Event event, List<Violation> violations) {
        if (!(event.data().fields().get("conditions") instanceof List<?> conditions)) {
            return;
        }
        for (int i = 0; i < conditions.size(); i++) {
            String id =
                    conditions.get(i) instanceof Map<?, ?> terms
                            ? String.valueOf(terms.get("id"))
                            : "";
            boolean isRequired =
                    event.links().stream()
                            .filter(link -> link.relation().equals("requires"))
                            .map(Link::to)
                            .anyMatch(to -> to.type().equals("Condition") && to.id().equals(id));
            if (!isRequired) {
                violations.add(
                        new Violation(
                                CONDITIONS.item(i).member("id").pointer(),
                                "required-link",
                                id,
                                "add a link requires → Condition " + id));
            }
        }
    }

    private static boolean hasLink(LinkRule rule, Event event, EventType type) {
        for (Link link : event.links()) {
            if (link.relation().equals(rule.relation()) && fits(link, rule, event, type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean takes(List<String> types, String type) {
        return types.contains("*") || types.contains(type);
    }
}
