package dev.goldthread.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.Examples;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate.Admission;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the examples leave out. */
class GateTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private final Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));

    /** The pattern alone takes such a name; a product does not. */
    @Test
    void refusesAProductWhoseNameIsTooLong() throws Exception {
        ObjectNode event =
                (ObjectNode) new ObjectMapper().readTree(Examples.valid().getFirst().json());
        event.put("product", "x".repeat(Product.LENGTH_MAX + 1));

        Admission admission =
                gate.admit(
                        event,
                        new Submission("tester", "http", Optional.empty()),
                        Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(admission).isInstanceOf(Admission.Refused.class);
        assertThat(((Admission.Refused) admission).violations())
                .singleElement()
                .returns("/product", Violation::field)
                .returns("product-form", Violation::rule);
    }

    /** The id of an artifact is its digest already. */
    @Test
    void refusesALinkThatPinsAnotherDigestThanItsTargets() throws Exception {
        String other = "sha256:" + "0".repeat(64);
        ObjectNode event = example("testrun.finished");
        for (var link : event.get("links")) {
            if (link.get("relation").asText().equals("tests")) {
                ((ObjectNode) link.get("to")).put("type", "Artifact").put("id", DIGEST);
                ((ObjectNode) link).put("digest", other);
            }
        }

        Admission admission =
                gate.admit(
                        event,
                        new Submission("tester", "http", Optional.empty()),
                        Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(admission).isInstanceOf(Admission.Refused.class);
        assertThat(((Admission.Refused) admission).violations())
                .isNotEmpty()
                .allSatisfy(
                        violation ->
                                assertThat(violation)
                                        .returns("digest-of-another", Violation::rule)
                                        .returns(other, Violation::value));
    }

    /** An empty list may be the fault of a tool; that nothing runs is said by the count. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, false", ", false"})
    void thatNothingRunsAnyMoreIsSaid(@Nullable Integer count, boolean isTaken) throws Exception {
        ObjectNode event = example("environment.snapshotted");
        event.putArray("links");
        ((ObjectNode) event.get("data")).put("runningCount", count);

        Admission admission =
                gate.admit(
                        event,
                        new Submission("tester", "http", Optional.empty()),
                        Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(
                        admission instanceof Admission.Refused refused
                                ? refused.violations()
                                : List.<Violation>of())
                .extracting(Violation::rule)
                .containsExactlyElementsOf(isTaken ? List.of() : List.of("required-link"));
    }

    /** What is named twice is one, and a guess names nothing; of a part all parts are counted. */
    @ParameterizedTest
    @CsvSource({"3, 0, true", "2, 0, false", "4, 1, true", "3, 1, false", "2,, false", "90,, true"})
    void aBillOfMaterialsCountsNoFewerComponentsThanItNames(
            int count, @Nullable Integer withoutPurl, boolean isTaken) throws Exception {
        ObjectNode event = example("sbom.attached");
        ArrayNode links = (ArrayNode) event.get("links");
        links.add(links.get(0).deepCopy());
        ObjectNode guess = links.get(0).deepCopy();
        guess.put("strength", "INFERRED");
        ((ObjectNode) guess.get("to")).put("id", "pkg:generic/guess@1");
        links.add(guess);
        ObjectNode data = (ObjectNode) event.get("data");
        data.put("componentCount", count).put("componentsWithoutPurl", withoutPurl);

        Admission admission =
                gate.admit(
                        event,
                        new Submission("tester", "http", Optional.empty()),
                        Instant.parse("2026-12-01T00:00:00Z"));

        List<Violation> violations =
                admission instanceof Admission.Refused refused ? refused.violations() : List.of();
        assertThat(violations)
                .extracting(Violation::toString)
                .containsExactlyElementsOf(
                        isTaken
                                ? List.of()
                                : List.of(
                                        "/data/componentCount breaks count-too-low: found %d; %s"
                                                .formatted(
                                                        count,
                                                        withoutPurl != null && withoutPurl > 0
                                                                ? "the event names 3 components and says that 1 have no package URL; send how many the document lists, at least 4"
                                                                : "the event names 3 components; send how many the document lists, at least 3")));
    }

    private static ObjectNode example(String type) throws Exception {
        for (var each : Examples.valid()) {
            ObjectNode event = (ObjectNode) new ObjectMapper().readTree(each.json());
            if (event.get("type").asText().equals(type)) {
                return event;
            }
        }
        throw new AssertionError("no example of " + type);
    }

    /** At any depth, whatever the values are, also where both are the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"id\":\"a\",\"id\":\"a\"}; /id; id",
                "{\"id\":null,\"type\":1,\"id\":\"a\"}; /id; id",
                "{\"subject\":{\"id\":\"a\"},\"subject\":{}}; /subject; subject",
                "{\"subject\":{\"id\":1,\"id\":[]}}; /subject/id; id",
                "{\"links\":[{},{\"to\":{\"id\":1,\"id\":2}}]}; /links/1/to/id; id",
                "{\"data\":{\"a for `ObjectNode`\":1,\"a for `ObjectNode`\":2}};"
                        + " /data/a for `ObjectNode`; a for `ObjectNode`"
            })
    void refusesAMemberThatStandsTwice(String json, String field, String name) {
        Admission admission =
                gate.admit(
                        json.getBytes(StandardCharsets.UTF_8),
                        new Submission("tester", "http", Optional.empty()),
                        Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(admission).isInstanceOf(Admission.Refused.class);
        assertThat(((Admission.Refused) admission).violations())
                .singleElement()
                .returns(field, Violation::field)
                .returns("duplicate-member", Violation::rule)
                .returns("Duplicate field '" + name + "'", Violation::value);
    }
}
