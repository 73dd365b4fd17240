package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import org.junit.jupiter.api.Test;

class PathsTest {

    private static final Product PUMP = new Product("pump");

    @Test
    void aNodeHasATypeOfTheVocabulary() {
        assertThat(Paths.node(PUMP, "type", "Requirement", "R-1"))
                .isEqualTo(new NodeRef(PUMP, "Requirement", "R-1"));
    }

    /** Else the answer would blame the id, which is right. */
    @Test
    void anotherTypeIsRefusedAndTheLikelyOneNamed() {
        assertThatThrownBy(() -> Paths.node(PUMP, "toType", "requirement", "R-1"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(
                        "toType: the vocabulary has no requirement, but it has Requirement");
        assertThatThrownBy(() -> Paths.node(PUMP, "type", "Nope", "R-1"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the vocabulary has no Nope; see /v1/vocabulary");
    }
}
