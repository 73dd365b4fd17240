package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt.Run;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags become the event, which the gate's rules were held against. */
class EmitApprovalRequestCommandTest {

    private static final String DIGEST = "sha256:" + "c05b".repeat(16);

    @TempDir Path folder;

    private Run request(String... more) {
        Map<String, String> run =
                Map.of(
                        "GOLDTHREAD_RUN",
                        "urn:run:1",
                        "GOLDTHREAD_DATA",
                        folder.resolve("data").toString());
        String[] always = {
            "emit",
            "approval-request",
            "--dry-run",
            "--product",
            "pump",
            "--for",
            "Release:7.2.4",
            "--digest",
            DIGEST,
            "--role",
            "quality",
            "--meaning",
            "approved",
            "--quorum",
            "2",
            "--due",
            "2026-03-08T12:00:00Z"
        };
        return new Prompt(run)
                .run(Stream.concat(Stream.of(always), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void conditionsAreLinkedAndToldWithTheirTimes() throws Exception {
        JsonNode event =
                LedgerClient.JSON.readTree(
                        request(
                                        "--condition",
                                        "COND-5=Staff is trained, level = 2",
                                        "--condition",
                                        "COND-6=The pilot is over",
                                        "--condition-due",
                                        "COND-5=2026-03-01T00:00:00Z")
                                .result());

        assertThat(event.path("links"))
                .extracting(
                        link ->
                                "%s %s %s"
                                        .formatted(
                                                link.path("relation").asText(),
                                                link.at("/to/type").asText(),
                                                link.at("/to/id").asText()))
                .containsExactly(
                        "for Release 7.2.4",
                        "requires Condition COND-5",
                        "requires Condition COND-6");
        assertThat(event.at("/data/conditions"))
                .isEqualTo(
                        LedgerClient.JSON.readTree(
                                """
                                [{"id": "COND-5", "statement": "Staff is trained, level = 2",
                                  "fulfilDue": "2026-03-01T00:00:00Z"},
                                 {"id": "COND-6", "statement": "The pilot is over"}]
                                """));
    }

    @Test
    void withoutAnyNothingIsRequired() throws Exception {
        JsonNode event = LedgerClient.JSON.readTree(request().result());

        assertThat(event.path("links")).hasSize(1);
        assertThat(event.path("data").has("conditions")).isFalse();
    }

    /** The one that was not kept would never have to be done. */
    @Test
    void aConditionOfWhichTwoThingsAreSaidIsWrongUsage() {
        Run run = request("--condition", "COND-5=Train", "--condition", "COND-5=Wait");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--condition must name each key once", "COND-5 twice");
        assertThat(run.out()).isEmpty();
        String due = "COND-5=2026-03-01T00:00:00Z";
        assertThat(
                        request(
                                        "--condition",
                                        "COND-5=Train",
                                        "--condition-due",
                                        due,
                                        "--condition-due",
                                        due)
                                .err())
                .contains("--condition-due must name each key once");
    }

    @Test
    void aTimeForAConditionThatNobodyNamedIsWrongUsage() {
        Run run =
                request(
                        "--condition",
                        "COND-5=Staff is trained",
                        "--condition-due",
                        "COND-6=2026-03-01T00:00:00Z");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--condition-due names COND-6", "--condition COND-6=TEXT");
        assertThat(run.out()).isEmpty();
    }
}
