package dev.goldthread.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The committed text is what gets registered and hashed into seals: no change goes unnoticed. */
class SchemaTextTest {

    private static final String REGENERATE = "goldthread.schemas.regenerate";

    @BeforeAll
    static void regenerateWhenAsked() throws IOException {
        if (Boolean.getBoolean(REGENERATE)) {
            SchemaText.commit(SchemaText.compiled());
        }
    }

    @Test
    void committedTextIsWhatTheIdlCompilesTo() throws IOException {
        boolean same = SchemaText.committed().equals(SchemaText.compiled());

        assertThat(same)
                .as(
                        "event.avsc is what the IDL compiles to; if the IDL was changed on purpose,"
                                + " run: mvn -pl schemas test -Dtest=SchemaTextTest -D%s=true",
                        REGENERATE)
                .isTrue();
    }

    @Test
    void textIsOneLineWithoutComments() throws IOException {
        assertThat(SchemaText.committed().lines()).hasSize(1);
        assertThat(SchemaText.committed().contains("\"doc\"")).isFalse();
    }

    @Test
    void textSurvivesParsingAndWriting() throws IOException {
        String text = SchemaText.committed();

        assertThat(new Schema.Parser().parse(text).toString().equals(text)).isTrue();
    }

    @Test
    void everyRecordAndFieldIsExplainedInTheIdl() throws IOException {
        for (Schema record : EventSchemaTest.recordsOf(SchemaText.documented()).values()) {
            assertThat(record.getDoc()).as(record.getName()).isNotBlank();
            for (Schema.Field field : record.getFields()) {
                assertThat(field.doc()).as("%s.%s", record.getName(), field.name()).isNotBlank();
            }
        }
    }
}
