package dev.goldthread.core.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PartTest {

    /** One that is missing here would never be seen to lack a part. */
    @Test
    void theNodeTypesAreThoseOfWhichTheVocabularyKnowsPartedStatements() throws Exception {
        Set<String> parted = new TreeSet<>();
        JsonNode vocabulary = new ObjectMapper().readTree(Vocabulary.TEXT);
        for (JsonNode type : vocabulary.path("eventTypes")) {
            String record = type.path("data").textValue();
            if (EventSchema.dataRecord(record).getField("part") != null) {
                type.path("subject").forEach(subject -> parted.add(subject.textValue()));
            }
        }

        assertThat(Part.NODE_TYPES).containsExactlyInAnyOrderElementsOf(parted);
    }
}
