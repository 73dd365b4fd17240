package dev.goldthread.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate.Admission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts of an event a correction may set aside. */
class PartFieldsTest {

    private final Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));

    private List<Violation> violations(String scope, String... fields) throws Exception {
        ObjectNode event;
        try (var in =
                Gate.class.getResourceAsStream(
                        "/dev/goldthread/schemas/examples/valid/event.superseded.json")) {
            event = (ObjectNode) new ObjectMapper().readTree(in);
        }
        ObjectNode data = (ObjectNode) event.get("data");
        ArrayNode named = data.put("scope", scope).putArray("fields");
        List.of(fields).forEach(named::add);
        return gate.admit(
                                event,
                                new Submission("tester", "http", Optional.empty()),
                                Instant.parse("2026-12-01T00:00:00Z"))
                        instanceof Admission.Refused refused
                ? refused.violations()
                : List.of();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data",
                "/data/title",
                "/data/counts",
                "/data/counts/passed",
                "/data/conditions/0/fulfilDue",
                "/links",
                "/links/12",
                "/links/0/outcome",
                "/links/0/to/id",
                "/subject/id",
                "/actor/role",
                "/labels/a~1b",
                "/evidence/0/sha256",
                "/occurredAt",
                "/reason"
            })
    void takesWhatAnEventMayHave(String pointer) throws Exception {
        assertThat(violations("PART", pointer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/titel",
                "/data/counts/passed/0",
                "/dta/title",
                "/links/first",
                "/links/01",
                "/links/0/outcom",
                "/reason/0",
                "/occurredAt/year",
                "/labels/a/b",
                "/requestDigest"
            })
    void refusesWhatNoEventHas(String pointer) throws Exception {
        assertThat(violations("PART", "/data/title", pointer))
                .extracting(Violation::field, Violation::rule, Violation::value)
                .containsExactly(tuple("/data/fields/1", "unknown-member", pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/title", "title", "/data/~2", "#/data/title"})
    void refusesWhatIsNoPointerToAPart(String pointer) throws Exception {
        assertThat(violations("PART", pointer))
                .extracting(Violation::field, Violation::rule, Violation::value)
                .containsExactly(tuple("/data/fields/0", "pointer-form", pointer));
    }

    @Test
    void refusesAPartThatNamesNothing() throws Exception {
        assertThat(violations("PART"))
                .extracting(Violation::toString)
                .containsExactly(
                        "/data/fields breaks too-few: found 0 items; name what is set aside by JSON pointers such as /data/title, or say scope WHOLE where all of it is");
    }

    @Test
    void ofAWholeEventNoFieldsAreAskedFor() throws Exception {
        assertThat(violations("WHOLE")).isEmpty();
    }

    /** A pattern that tries again letter by letter has no stack for it. */
    @Test
    void aVeryLongPointerIsRefusedLikeAnother() throws Exception {
        assertThat(violations("PART", "/data/" + "x".repeat(20_000)))
                .extracting(Violation::rule)
                .containsExactly("unknown-member");
        assertThat(violations("PART", "/data/" + "~0".repeat(20_000) + "~"))
                .extracting(Violation::rule)
                .containsExactly("pointer-form");
    }
}
