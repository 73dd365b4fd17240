package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline says of a deployment, as the event that the gate's rules were held against. */
class EmitDeployCommandTest {

    @TempDir Path folder;

    private Run deploy(String... reliesOn) {
        String[] args = new String[10 + 2 * reliesOn.length];
        String[] always = {
            "emit",
            "deploy",
            "--dry-run",
            "--product=pump",
            "--outcome=succeeded",
            "--environment=production-eu",
            "--release=7.2.4",
            "--run=urn:run:1",
            "--output=json",
            "--strategy=rolling"
        };
        System.arraycopy(always, 0, args, 0, always.length);
        for (int i = 0; i < reliesOn.length; i++) {
            args[10 + 2 * i] = "--relies-on";
            args[11 + 2 * i] = reliesOn[i];
        }
        return new Prompt(Map.of("GOLDTHREAD_DATA", folder.resolve("data").toString())).run(args);
    }

    @Test
    void itReliesOnApprovalsAndExceptions() throws Exception {
        JsonNode event =
                LedgerClient.JSON.readTree(
                        deploy("AP-1", "Exception:EXC-31", "Approval:AP-2", "urn:approval:3")
                                .result());

        assertThat(event.path("links"))
                .filteredOn(link -> link.path("relation").asText().equals("reliesOn"))
                .extracting(link -> link.at("/to/type").asText() + " " + link.at("/to/id").asText())
                .containsExactlyInAnyOrder(
                        "Approval AP-1",
                        "Approval AP-2",
                        "Approval urn:approval:3",
                        "Exception EXC-31");
    }

    @Test
    void anExceptionNeedsAnId() {
        assertThat(deploy("Exception:").exitCode()).isNotZero();
    }
}
