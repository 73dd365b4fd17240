package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The errors of a hand that types: each counts once. */
class TypingDistanceTest {

    @Test
    void eachErrorCountsOnce() {
        assertThat(TypingDistance.between("type", "type")).isZero();
        assertThat(TypingDistance.between("tpye", "type")).as("swapped").isEqualTo(1);
        assertThat(TypingDistance.between("nmae", "name")).isEqualTo(1);
        assertThat(TypingDistance.between("tye", "type")).as("left out").isEqualTo(1);
        assertThat(TypingDistance.between("typee", "type")).as("added").isEqualTo(1);
        assertThat(TypingDistance.between("tupe", "type")).as("replaced").isEqualTo(1);
        assertThat(TypingDistance.between("", "type")).isEqualTo(4);
        assertThat(TypingDistance.between("ytep", "type")).as("two swaps").isEqualTo(2);
    }

    @Test
    void aSwapOfNeighboursIsGuessed() {
        KnownParameters known =
                new KnownParameters(
                        new TreeMap<>(
                                Map.of(
                                        "name", ParameterForm.TEXT,
                                        "purl", ParameterForm.TEXT,
                                        "type", ParameterForm.TEXT)),
                        new TreeSet<>(),
                        new TreeSet<>());

        assertThat(known.violations("GET /x", Map.of("tpye", List.of("a"))).getFirst().remedy())
                .startsWith("write type;");
        assertThat(known.violations("GET /x", Map.of("nmae", List.of("a"))).getFirst().remedy())
                .startsWith("write name;");
        assertThat(known.violations("GET /x", Map.of("colour", List.of("a"))).getFirst().remedy())
                .startsWith("leave it out;");
    }
}
