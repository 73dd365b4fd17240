package dev.goldthread.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.Examples;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate.Admission;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the examples leave out. */
class GateTest {

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
}
