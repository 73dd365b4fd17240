package dev.goldthread.api.adapter.intoto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.adapter.standard.Naming;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Optional;

/**
 * A statement together with what its signature is worth here, and the frame of its events.
 *
 * @param receivedAt for predicates that say no time
 */
record Attestation(
        Statement statement, Verification verification, Rules rules, Instant receivedAt) {

    /**
     * @param about what tells this event from others of the statement
     * @param scope what a rule may know the product by
     */
    Draft draft(String type, String about, String scope, Optional<Instant> occurredAt) {
        Optional<Product> product = rules.product(scope);
        if (product.isEmpty()) {
            throw UnfitException.unmapped(
                    statement.predicateType(),
                    "no rule of connection %s names the product of %s"
                            .formatted(rules.connection(), scope));
        }
        Digest key = Digest.sha256(statement.digest().hex() + "\n" + about);
        String id = "%s-%s-%s".formatted(type, Naming.digits(key), verification.suffix());
        return Draft.of(
                        Naming.eventId(rules.connection(), id),
                        product.get(),
                        type,
                        occurredAt.orElse(receivedAt))
                .system(rules.connection())
                .source(Naming.uri(rules.connection(), scope), "in-toto");
    }

    /** What is signed and verified is attested; everything else somebody merely states. */
    ObjectNode strengthened(Draft draft) {
        ObjectNode event = draft.json();
        Strength strength =
                verification instanceof Verification.Verified
                        ? Strength.ATTESTED
                        : Strength.DECLARED;
        for (JsonNode link : event.path("links")) {
            ((ObjectNode) link).put("strength", strength.name());
        }
        return event;
    }
}
