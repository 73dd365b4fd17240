package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.LedgerClient.Answer;
import java.io.ByteArrayOutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Sends batches of events as NDJSON, again and again while the ledger is away, up to a bound. The
 * same events may arrive twice, which changes nothing. Not thread-safe.
 */
final class EventSender {

    static final int BATCH_EVENTS_MAX = 1000;

    /** Below the server's limit of 32 MiB. */
    static final int BATCH_BYTES_MAX = 24 * 1024 * 1024;

    private static final int TRIES_MAX = 7;

    /** What waits in a spool need not be tried long. */
    static final int TRIES_WITH_SPOOL_MAX = 3;

    private static final Duration PAUSE_FIRST = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    /** Lets time go by; tests do not wait. */
    interface Pause {
        void last(Duration duration);
    }

    private final LedgerClient client;
    private final OptionalInt waitSeconds;
    private final Terminal terminal;
    private final Pause pause;
    private final int triesMax;

    /**
     * @param waitSeconds how long the server may wait for receipts, 1 to 30
     */
    EventSender(LedgerClient client, OptionalInt waitSeconds, Terminal terminal) {
        this(client, waitSeconds, terminal, EventSender::sleep, TRIES_MAX);
    }

    static EventSender beforeSpool(
            LedgerClient client, OptionalInt waitSeconds, Terminal terminal) {
        return new EventSender(
                client, waitSeconds, terminal, EventSender::sleep, TRIES_WITH_SPOOL_MAX);
    }

    EventSender(LedgerClient client, OptionalInt waitSeconds, Terminal terminal, Pause pause) {
        this(client, waitSeconds, terminal, pause, TRIES_MAX);
    }

    private EventSender(
            LedgerClient client,
            OptionalInt waitSeconds,
            Terminal terminal,
            Pause pause,
            int triesMax) {
        this.client = client;
        this.waitSeconds = waitSeconds;
        this.terminal = terminal;
        this.pause = pause;
        this.triesMax = triesMax;
    }

    /**
     * Sends one batch.
     *
     * @param events each one JSON text without newlines
     * @return the answer, with what became of each event
     * @throws CliException when the ledger stays away or refuses the request as a whole
     */
    JsonNode send(List<byte[]> events) {
        byte[] body = ndjson(events);
        return judged(deliver("/v1/events", "application/x-ndjson", body));
    }

    /**
     * Posts one body until the ledger is there to take or refuse it.
     *
     * @throws CliException when the ledger stays away
     */
    Answer deliver(String path, String contentType, byte[] body) {
        Duration wait = PAUSE_FIRST;
        for (int tries = 1; ; tries++) {
            String why;
            OptionalInt askedSeconds = OptionalInt.empty();
            try {
                Answer answer = post(path, contentType, body);
                if (answer.status() != HttpURLConnection.HTTP_UNAVAILABLE) {
                    return answer;
                }
                why = answer.problem();
                askedSeconds = answer.retryAfterSeconds();
            } catch (CliException e) {
                if (e.exitCode() != ExitCode.UNREACHABLE) {
                    throw e;
                }
                why = String.valueOf(e.getMessage());
            }
            if (tries == triesMax) {
                throw CliException.unreachable(
                        triesMax == TRIES_WITH_SPOOL_MAX
                                ? "%s (%d tries)".formatted(why, tries)
                                : "%s (%d tries); events of this batch may not have arrived: emit the same file again later, nothing is recorded twice"
                                        .formatted(why, tries));
            }
            Duration next = longer(wait, askedSeconds);
            terminal.say(
                    "the ledger is away (%s); try %d of %d in %.1f s"
                            .formatted(why, tries + 1, triesMax, next.toMillis() / 1000.0));
            pause.last(next);
            wait = wait.multipliedBy(2);
        }
    }

    private Answer post(String path, String contentType, byte[] body) {
        Map<String, String> headers =
                waitSeconds.isPresent()
                        ? Map.of("Prefer", "wait=" + waitSeconds.getAsInt())
                        : Map.of();
        return client.post(path, contentType, body, headers);
    }

    /** An answer with results tells of each event, whatever its status. */
    private static JsonNode judged(Answer answer) {
        if (answer.json().path("results").isArray()) {
            return answer.json();
        }
        throw CliException.error(
                "the ledger took none of these events: %s".formatted(answer.problem()));
    }

    private static Duration longer(Duration wait, OptionalInt askedSeconds) {
        Duration asked = Duration.ofSeconds(askedSeconds.orElse(0));
        Duration longer = asked.compareTo(wait) > 0 ? asked : wait;
        return longer.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : longer;
    }

    private static byte[] ndjson(List<byte[]> events) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] event : events) {
            body.writeBytes(event);
            body.write('\n');
        }
        return body.toByteArray();
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.error("interrupted while waiting for the ledger");
        }
    }
}
