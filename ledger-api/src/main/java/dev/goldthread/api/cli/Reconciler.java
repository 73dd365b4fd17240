package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What every command that reconciles does once it has the list. */
final class Reconciler {

    private Reconciler() {}

    /** Compares, records what was found, says it, and returns the exit code. */
    static int run(Terminal terminal, Emission emission, Reconciliation reconciliation) {
        LedgerClient client = emission.client();
        if (!emission.isDryRun()) {
            reconciliation.keepList(client);
        }
        List<ObjectNode> events = reconciliation.compare(client);
        int exitCode = emission.emit(terminal, events);
        boolean complete = true;
        for (ObjectNode event : events) {
            complete &= event.at("/data/result").asText().equals("COMPLETE");
            say("missing in the ledger", event.at("/data/missing"), terminal);
            say("not on the source's list", event.at("/data/unexpected"), terminal);
        }
        if (exitCode != ExitCode.OK) {
            return exitCode;
        }
        return complete ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void say(String what, JsonNode ids, Terminal terminal) {
        ids.forEach(id -> terminal.say(what + ": " + Tables.clean(id.asText())));
    }
}
