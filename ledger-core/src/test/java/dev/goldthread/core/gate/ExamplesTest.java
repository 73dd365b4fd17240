package dev.goldthread.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.Examples;
import dev.goldthread.core.Examples.Example;
import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate.Admission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example of module schemas: the valid ones are admitted and survive the codec, the invalid
 * ones are refused as they say.
 */
class ExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final AcceptedEvent.Submission SUBMISSION =
            new AcceptedEvent.Submission("tester", "http", Optional.empty());

    private final Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));

    static List<Example> valid() {
        return Examples.valid();
    }

    static List<Example> invalid() {
        return Examples.invalid();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void admitsTheValidOne(Example example) throws Exception {
        Admission admission = gate.admit(example.json(), SUBMISSION, NOW);

        assertThat(admission).isInstanceOf(Admission.Accepted.class);
        Admission.Accepted accepted = (Admission.Accepted) admission;
        AcceptedEvent decoded = EventCodec.decode(accepted.body().toBytes(), EventSchema.SCHEMA);
        assertThat(EventCodec.encode(decoded)).isEqualTo(accepted.body().toBytes());
        assertThat(CanonicalJson.requestDigest(decoded.event()))
                .isEqualTo(accepted.event().requestDigest());
        EventCodec.Heading heading =
                EventCodec.decodeHeading(accepted.body().toBytes(), EventSchema.SCHEMA);
        assertThat(heading.id()).isEqualTo(decoded.event().id());
        assertThat(heading.requestDigest()).isEqualTo(decoded.requestDigest());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void canonicalJsonIsWhatRfc8785Gives(Example example) throws Exception {
        Admission.Accepted accepted =
                (Admission.Accepted) gate.admit(example.json(), SUBMISSION, NOW);
        byte[] canonical = CanonicalJson.of(accepted.event().event());

        assertThat(new JsonCanonicalizer(canonical).getEncodedUTF8()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @MethodSource("valid")
    void theCanonicalJsonIsTheSameEvent(Example example) throws Exception {
        Admission.Accepted first = (Admission.Accepted) gate.admit(example.json(), SUBMISSION, NOW);

        Admission again = gate.admit(CanonicalJson.of(first.event().event()), SUBMISSION, NOW);

        assertThat(again).isInstanceOf(Admission.Accepted.class);
        assertThat(((Admission.Accepted) again).body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesTheInvalidOne(Example example) throws Exception {
        JsonNode wrong = JSON.readTree(example.json());

        Admission admission = gate.admit(submitted(wrong), SUBMISSION, NOW);

        assertThat(admission).isInstanceOf(Admission.Refused.class);
        List<Violation> violations = ((Admission.Refused) admission).violations();
        JsonNode expect = wrong.get("expect");
        assertThat(violations)
                .isNotEmpty()
                .allMatch(violation -> violation.rule().equals(expect.get("rule").textValue()));
        if (expect.has("field")) {
            assertThat(violations)
                    .singleElement()
                    .returns(expect.get("field").textValue(), Violation::field);
        } else {
            String start = expect.get("fieldStartsWith").textValue();
            assertThat(violations).allMatch(violation -> violation.field().startsWith(start));
        }
        if (expect.has("remedyContains")) {
            assertThat(violations.getFirst().remedy())
                    .contains(expect.get("remedyContains").textValue());
        }
    }

    private static byte[] submitted(JsonNode example) throws IOException {
        if (example.has("eventText")) {
            return example.get("eventText").textValue().getBytes(StandardCharsets.UTF_8);
        }
        ObjectNode event = example.get("event").deepCopy();
        if (example.path("make").asText().equals("too-large")) {
            event.put("reason", "x".repeat(EventCodec.BODY_BYTES_MAX));
        }
        return JSON.writeValueAsBytes(event);
    }
}
