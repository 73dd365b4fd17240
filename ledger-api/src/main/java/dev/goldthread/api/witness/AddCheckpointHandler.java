package dev.goldthread.api.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.witness.AddCheckpoint;
import dev.goldthread.core.witness.WitnessDecision;
import dev.goldthread.core.witness.WitnessReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** {@code POST /add-checkpoint} (C2SP tlog-witness); every other path is not found. */
final class AddCheckpointHandler implements HttpHandler {

    private static final Logger LOG = System.getLogger(AddCheckpointHandler.class.getName());
    private static final String PATH = "/add-checkpoint";
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Witness witness;
    private final RequestRate rate;

    AddCheckpointHandler(Witness witness, RequestRate rate) {
        this.witness = witness;
        this.rate = rate;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getRawPath().equals(PATH)) {
                refuse(exchange, 404, "path must be " + PATH);
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                refuse(exchange, 405, "method must be POST");
            } else if (!rate.pass()) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                refuse(exchange, 429, "this witness has enough requests for now; ask again");
            } else {
                answer(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.LENGTH_MAX_BYTES + 1);
        if (body.length > AddCheckpoint.LENGTH_MAX_BYTES) {
            refuse(exchange, 413, "request must be at most 64 KiB");
            return;
        }
        try {
            switch (witness.add(AddCheckpoint.parse(body))) {
                case Witness.Outcome.Cosigned cosigned ->
                        send(exchange, 200, PLAIN, cosigned.lines().toBytes());
                case Witness.Outcome.Refused refused -> refuse(exchange, refused.decision());
            }
        } catch (MalformedException e) {
            refuse(exchange, 400, String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.ERROR, "the checkpoint could not be kept, so it was not cosigned", e);
            refuse(exchange, 500, "the checkpoint could not be kept; ask again");
        }
    }

    private static void refuse(HttpExchange exchange, WitnessDecision decision) throws IOException {
        switch (decision) {
            case WitnessDecision.OtherSize other -> tellSize(exchange, other.knownSize());
            case WitnessDecision.OtherRoot other -> tellSize(exchange, other.knownSize());
            case WitnessDecision.Cosign _,
                    WitnessDecision.UnknownLog _,
                    WitnessDecision.Untrusted _,
                    WitnessDecision.OldAboveNew _,
                    WitnessDecision.NotConsistent _ ->
                    refuse(exchange, decision.status(), decision.message());
        }
    }

    private static void tellSize(HttpExchange exchange, long size) throws IOException {
        send(exchange, 409, WitnessReply.SIZE_TYPE, (size + "\n").getBytes(UTF_8));
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        send(exchange, status, PLAIN, (why + "\n").getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
