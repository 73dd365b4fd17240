package dev.goldthread.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.EmitReport.Form;
import dev.goldthread.api.cli.Terminal.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmitReportTest {

    private static final String ANSWER =
            """
            {"results": [{"status": "accepted", "id": "e-1", "product": "pump"},
                         {"status": "accepted", "id": "e-2", "product": "pump"}]}
            """;

    private static String report(Form form) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, UTF_8);
        Terminal terminal =
                new Terminal(
                        new ByteArrayInputStream(new byte[0]),
                        stream,
                        stream,
                        Map.of(),
                        Screen.PROGRAM,
                        Screen.PROGRAM);
        JsonNode request =
                LedgerClient.JSON.readTree("{\"type\": \"ApprovalRequest\", \"id\": \"ask-1\"}");
        EmitReport report = new EmitReport(terminal, form, Map.of("e-2", request));
        report.add(LedgerClient.JSON.readTree(ANSWER));
        report.finish("");
        return out.toString(UTF_8);
    }

    /** Whoever approves names the request, whose id the command made. */
    @Test
    void whatAnEventIsAboutIsToldWhereOthersHaveToNameIt() throws Exception {
        assertThat(report(Form.TABLE))
                .containsSubsequence(
                        "pump e-1", "pump e-2", "           ApprovalRequest ask-1", "2 accepted");
        JsonNode results = LedgerClient.JSON.readTree(report(Form.JSON)).path("results");
        assertThat(results.at("/1/subject/id").asText()).isEqualTo("ask-1");
        assertThat(results.get(0).has("subject")).isFalse();
    }
}
