package dev.goldthread.api.adapter.generic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of body and the event it stands for.
 *
 * @param when places and the values they must have; all of them
 * @param scope what the product rules are asked with
 */
record Mapping(
        Map<Expression, String> when,
        String type,
        Optional<Expression> scope,
        Expression id,
        Optional<Expression> occurredAt,
        Optional<Expression> actor,
        Expression source,
        NodeExpression subject,
        List<LinkExpression> links,
        Map<String, Expression> data,
        Optional<Expression> reason) {

    record NodeExpression(String type, Expression id) {}

    record LinkExpression(String relation, NodeExpression to, Strength strength) {}

    static Mapping of(Member at) {
        String type = at.at("type").needText();
        if (Vocabulary.GOLDTHREAD.eventType(type).isEmpty()) {
            throw new UnfitException(
                    at.at("type").pointer(),
                    "unknown-event-type",
                    type,
                    "name a type of the vocabulary (GET /v1/vocabulary)");
        }
        Map<Expression, String> when = new LinkedHashMap<>();
        members(at.at("when"))
                .forEach(
                        (pointer, value) ->
                                when.put(new Expression.Place(pointer), value.json().asText()));
        Map<String, Expression> data = new LinkedHashMap<>();
        members(at.at("data")).forEach((name, value) -> data.put(name, Expression.of(value)));
        return new Mapping(
                when,
                type,
                optional(at.at("scope")),
                Expression.of(at.at("id")),
                optional(at.at("occurredAt")),
                optional(at.at("actor")),
                Expression.of(at.at("source")),
                node(at.at("subject")),
                at.at("links").items().stream().map(Mapping::link).toList(),
                data,
                optional(at.at("reason")));
    }

    private static Map<String, Member> members(Member at) {
        Map<String, Member> members = new LinkedHashMap<>();
        at.json()
                .properties()
                .forEach(
                        each ->
                                members.put(
                                        each.getKey(),
                                        new Member(
                                                each.getValue(),
                                                at.pointer() + "/" + each.getKey())));
        return members;
    }

    private static Optional<Expression> optional(Member at) {
        return Optional.of(at).filter(Member::isThere).map(Expression::of);
    }

    private static NodeExpression node(Member at) {
        return new NodeExpression(at.at("type").needText(), Expression.of(at.at("id")));
    }

    private static LinkExpression link(Member at) {
        String strength = at.at("strength").text().orElse("DECLARED");
        try {
            return new LinkExpression(
                    at.at("relation").needText(), node(at.at("to")), Strength.valueOf(strength));
        } catch (IllegalArgumentException e) {
            throw new UnfitException(
                    at.at("strength").pointer(),
                    "unknown-symbol",
                    strength,
                    "send one of " + List.of(Strength.values()));
        }
    }

    boolean fits(Member body) {
        return when.entrySet().stream()
                .allMatch(
                        each ->
                                each.getKey()
                                        .in(body)
                                        .filter(found -> found.asText().equals(each.getValue()))
                                        .isPresent());
    }

    String scope(Member body) {
        return scope.flatMap(each -> text(each, body)).orElse("");
    }

    /**
     * @param receivedAt for bodies that say no time
     */
    Draft draft(Member body, Rules rules, Product product, Instant receivedAt) {
        String key = need(id, body, "/id");
        Draft draft =
                Draft.of(
                                Texts.eventId(rules.connection(), type, List.of(key)),
                                product,
                                type,
                                occurredAt(body, receivedAt))
                        .source(need(source, body, "/source"), "generic")
                        .subject(subject.type(), need(subject.id(), body, "/subject/id"));
        actor.flatMap(each -> text(each, body))
                .ifPresentOrElse(
                        login ->
                                draft.human(
                                        rules.person(login, Optional.empty(), Optional.empty())),
                        () -> draft.system("hook." + rules.connection()));
        for (LinkExpression link : links) {
            text(link.to().id(), body)
                    .ifPresent(
                            to ->
                                    draft.link(
                                            link.relation(),
                                            link.to().type(),
                                            to,
                                            link.strength()));
        }
        data.forEach(
                (name, each) -> each.in(body).ifPresent(value -> draft.data().set(name, value)));
        reason.flatMap(each -> text(each, body)).ifPresent(draft::reason);
        return draft;
    }

    private Instant occurredAt(Member body, Instant receivedAt) {
        return occurredAt
                .map(
                        each ->
                                each.in(body)
                                        .map(json -> new Member(json, each.toString()).needTime())
                                        .orElseThrow(() -> missing(each, "/occurredAt")))
                .orElse(receivedAt);
    }

    private static Optional<String> text(Expression expression, Member body) {
        return expression
                .in(body)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static String need(Expression expression, Member body, String member) {
        return text(expression, body).orElseThrow(() -> missing(expression, member));
    }

    private static UnfitException missing(Expression expression, String member) {
        return new UnfitException(
                expression instanceof Expression.Place place ? place.pointer() : "",
                "missing",
                "nothing",
                "send it; the mapping makes the event's %s of it".formatted(member));
    }
}
