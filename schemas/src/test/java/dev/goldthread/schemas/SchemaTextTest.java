package dev.goldthread.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaTextTest {

    private static final String REGENERATE = "goldthread.schemas.regenerate";

    /** The committed text is what gets registered and hashed into seals: no change unnoticed. */
    @Test
    void committedTextIsWhatTheIdlCompilesTo() {
        String compiled = SchemaText.compiled();
        if (Boolean.getBoolean(REGENERATE)) {
            SchemaText.write(compiled);
        }

        assertThat(SchemaText.committed())
                .as(
                        "event.avsc differs from the IDL; run: mvn -pl schemas test"
                                + " -Dtest=SchemaTextTest -D%s=true",
                        REGENERATE)
                .isEqualTo(compiled);
    }

    @Test
    void textIsOneLineWithoutCommentsOrNewline() {
        assertThat(SchemaText.committed()).doesNotContain("\n").doesNotContain("\"doc\"");
    }

    @Test
    void textSurvivesParsingAndWriting() {
        String text = SchemaText.committed();

        assertThat(new Schema.Parser().parse(text).toString()).isEqualTo(text);
    }
}
