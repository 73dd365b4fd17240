package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.streams.emit.LedgerAwayException;
import dev.goldthread.streams.emit.Spool;
import dev.goldthread.streams.emit.Spool.Counting;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sends what waits in a spool over HTTP, and reports what became of each event. */
final class SpoolSending {

    private final Spool spool;
    private final EventSender sender;
    private final Terminal terminal;
    private final EmitReport report;
    private final Set<String> answered = new HashSet<>();
    private boolean away;

    SpoolSending(Spool spool, EventSender sender, Terminal terminal, EmitReport report) {
        this.spool = spool;
        this.sender = sender;
        this.terminal = terminal;
        this.report = report;
    }

    /**
     * Sends everything that waits, in order.
     *
     * @throws CliException when the ledger is there and takes nothing; what waits stays
     */
    void sendWaiting() {
        try {
            spool.send(
                    batch -> {
                        JsonNode answer = answer(batch);
                        batch.forEach(event -> answered.add(name(parse(event))));
                        report.add(answer);
                    });
        } catch (LedgerAwayException e) {
            becomeAway(String.valueOf(e.getMessage()));
        } catch (CliException e) {
            terminal.say(waiting());
            throw e;
        }
    }

    private JsonNode answer(List<byte[]> batch) throws LedgerAwayException {
        try {
            return sender.send(batch);
        } catch (CliException e) {
            if (e.exitCode() == ExitCode.UNREACHABLE) {
                throw new LedgerAwayException(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    /** Sends events as they are, or keeps them when the ledger is away. */
    void sendOrKeep(List<byte[]> events) {
        if (!away) {
            try {
                report.add(answer(events));
                return;
            } catch (LedgerAwayException e) {
                becomeAway(String.valueOf(e.getMessage()));
            }
        }
        spool.add(events, Counting.AS_IS);
        events.forEach(this::reportSpooled);
    }

    /** Keeps new events, sends everything that waits, and reports every one of the new. */
    void keepAndSend(List<byte[]> events) {
        List<byte[]> asSent = spool.add(events, Counting.PER_SOURCE);
        sendWaiting();
        List<byte[]> left =
                asSent.stream().filter(event -> !answered.contains(name(parse(event)))).toList();
        if (away) {
            left.forEach(this::reportSpooled);
        } else if (!left.isEmpty()) {
            report.add(
                    sender.send(left)); // a retry of what was answered before: the ledger says how
        }
    }

    boolean isAway() {
        return away;
    }

    private void becomeAway(String why) {
        away = true;
        terminal.say("the ledger is away: %s".formatted(why));
        terminal.say(waiting());
    }

    private String waiting() {
        return "events wait in %s; the next emit sends them first, or goldthread spool send"
                .formatted(spool.folder());
    }

    private void reportSpooled(byte[] event) {
        JsonNode json = parse(event);
        report.addSpooled(json.path("product").asText(), json.path("id").asText());
    }

    private static String name(JsonNode json) {
        return json.path("product").asText() + "\n" + json.path("id").asText();
    }

    private static JsonNode parse(byte[] event) {
        try {
            return LedgerClient.JSON.readTree(event);
        } catch (IOException e) {
            throw new IllegalStateException("an event that the spool took is no JSON", e);
        }
    }
}
