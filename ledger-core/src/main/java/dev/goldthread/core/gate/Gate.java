package dev.goldthread.core.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.Vocabulary;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a submission becomes an event: shape, then vocabulary, then size. Everything that
 * varies enters as data, so that a retry gives the same bytes. Stateless, safe for any thread.
 */
public final class Gate {

    /**
     * Rejects a member that stands twice: which of the two was meant nobody can tell. Seen when the
     * tree is made, because noting every name as it is read costs a twentieth of a request.
     */
    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build()
                    .readerFor(JsonNode.class);

    /** What Jackson says behind the name, to those who know its features. */
    private static final String OF_JACKSON = " for `ObjectNode`";

    private final EventJson eventJson;
    private final EventRules rules;
    private final NonceMaker nonces;

    public Gate(Vocabulary vocabulary, NonceMaker nonces) {
        this.eventJson = new EventJson(vocabulary);
        this.rules = new EventRules(vocabulary);
        this.nonces = nonces;
    }

    /** What became of a submission. */
    public sealed interface Admission {

        /**
         * It is an event.
         *
         * @param body its Avro binary body
         */
        record Accepted(AcceptedEvent event, Bytes body) implements Admission {}

        /**
         * It is not, and why.
         *
         * @param id the id it claimed, if it had one that can be read
         * @param product likewise
         * @param violations at least one
         */
        record Refused(Optional<String> id, Optional<String> product, List<Violation> violations)
                implements Admission {
            public Refused {
                violations = List.copyOf(violations);
            }
        }
    }

    /** Admits one event given as JSON text in UTF-8. */
    public Admission admit(byte[] json, Submission submission, Instant now) {
        try {
            return admit((JsonNode) JSON.readValue(json), submission, now);
        } catch (JsonProcessingException e) {
            Violation violation = unreadable(e);
            return new Admission.Refused(Optional.empty(), Optional.empty(), List.of(violation));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private static Violation unreadable(JsonProcessingException e) {
        String found = e.getOriginalMessage();
        if (found.startsWith("Duplicate")) {
            String field =
                    e.getProcessor() instanceof JsonParser parser
                            ? parser.getParsingContext().pathAsPointer().toString()
                            : "";
            int end = found.lastIndexOf(OF_JACKSON);
            return new Violation(
                    field,
                    "duplicate-member",
                    end < 0 ? found : found.substring(0, end),
                    "send each member once");
        }
        return new Violation("", "not-json", found, "send well-formed JSON in UTF-8");
    }

    /** Admits one event that was read before. */
    public Admission admit(JsonNode json, Submission submission, Instant now) {
        List<Violation> violations = new ArrayList<>();
        Optional<EventJson.Signed> signed = eventJson.read(json, violations);
        signed.ifPresent(s -> rules.check(s.event(), now, violations));
        if (signed.isEmpty() || !violations.isEmpty()) {
            return new Admission.Refused(claimed(json, "id"), claimed(json, "product"), violations);
        }
        return encode(signed.get(), submission);
    }

    private Admission encode(EventJson.Signed signed, Submission submission) {
        Event event = signed.event();
        AcceptedEvent accepted =
                new AcceptedEvent(
                        event,
                        CanonicalJson.requestDigest(event),
                        signed.signature(),
                        nonces.nonce(event.product(), event.id()),
                        submission);
        byte[] body = EventCodec.encode(accepted);
        if (body.length > EventCodec.BODY_BYTES_MAX) {
            Violation violation =
                    new Violation(
                            "",
                            "too-large",
                            body.length + " bytes",
                            "send at most %d bytes; split it into numbered parts of one subject, or keep content as evidence"
                                    .formatted(EventCodec.BODY_BYTES_MAX));
            return new Admission.Refused(
                    Optional.of(event.id().value()),
                    Optional.of(event.product().name()),
                    List.of(violation));
        }
        return new Admission.Accepted(accepted, new Bytes(body));
    }

    private static Optional<String> claimed(JsonNode json, String member) {
        JsonNode value = json.path(member);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
