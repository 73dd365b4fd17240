package dev.goldthread.api.witness.ask;

import dev.goldthread.api.outbound.Answer;
import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.witness.AddCheckpoint;
import dev.goldthread.core.witness.WitnessReply;
import java.io.IOException;
import java.net.URI;

/** Speaks the witness protocol (C2SP tlog-witness) with one witness. Safe for any thread. */
final class WitnessClient {

    private final URI addCheckpoint;
    private final Outbound http;

    WitnessClient(URI submission, Outbound http) {
        this.addCheckpoint = URI.create(submission + "/add-checkpoint");
        this.http = http;
    }

    /**
     * Submits a checkpoint. The answer's signatures are not verified here.
     *
     * @throws IOException when the witness cannot be reached or does not speak the protocol
     */
    WitnessReply submit(AddCheckpoint request) throws IOException {
        Answer answer =
                http.post(
                        addCheckpoint,
                        "text/plain; charset=utf-8",
                        request.toBytes(),
                        WitnessReply.LENGTH_MAX_BYTES);
        try {
            return WitnessReply.parse(answer.status(), answer.contentType(), answer.body());
        } catch (MalformedException e) {
            throw new IOException(
                    "its answer is none of the witness protocol: " + e.getMessage(), e);
        }
    }
}
