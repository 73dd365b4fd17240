package dev.goldthread.api.adapter.intoto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A statement's events, once it is known what its signature is worth. */
public final class Statements {

    private Statements() {}

    /**
     * @param payload the statement's bytes, as they were signed
     * @param pointer where they stand in the body
     * @throws UnfitException refused or unmapped
     */
    public static Reading read(
            byte[] payload,
            String pointer,
            Verification verification,
            Rules rules,
            Instant receivedAt) {
        Member root = JsonBody.read(payload, pointer);
        Statement statement = Statement.read(root, Digest.sha256(payload));
        Attestation attestation = new Attestation(statement, verification, rules, receivedAt);
        Predicate predicate = Predicate.of(statement);
        List<ObjectNode> events =
                verification instanceof Verification.Failed(String because)
                        ? onlyTheFailure(attestation, predicate, because)
                        : all(attestation, predicate);
        return events.isEmpty()
                ? new Reading.Unmapped(statement.predicateType(), predicate.lacks())
                : new Reading.Events(events);
    }

    private static List<ObjectNode> all(Attestation attestation, Predicate predicate) {
        List<ObjectNode> events = new ArrayList<>(predicate.facts().of(attestation, predicate));
        boolean attests =
                events.stream()
                        .anyMatch(event -> event.path("type").asText().equals("artifact.attested"));
        if (!attests) {
            events.addAll(attested(attestation, predicate));
        }
        return events;
    }

    private static List<ObjectNode> attested(Attestation attestation, Predicate predicate) {
        List<ObjectNode> events = new ArrayList<>();
        for (String artifact : attestation.statement().artifacts()) {
            events.add(attestation.strengthened(Attested.draft(attestation, predicate, artifact)));
        }
        return events;
    }

    /** What nobody we believe has signed makes no build, run or release. */
    private static List<ObjectNode> onlyTheFailure(
            Attestation attestation, Predicate predicate, String because) {
        List<ObjectNode> events = attested(attestation, predicate);
        if (events.isEmpty()) {
            throw new UnfitException(
                    "/signatures",
                    "bad-signature",
                    because,
                    "sign it with a key of connection %s, or add the key to the connection"
                            .formatted(attestation.rules().connection()));
        }
        return events;
    }
}
