package dev.goldthread.api.witness;

import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.witness.AddCheckpoint;
import dev.goldthread.core.witness.WitnessDecision;
import dev.goldthread.core.witness.WitnessReply;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides, remembers, cosigns, in this order. Requests about one log wait for each other, since
 * checking against the last checkpoint and replacing it must be one step (C2SP tlog-witness). Safe
 * for any thread.
 */
final class Witness {

    private final Cosigner cosigner;
    private final Memory memory;
    private final Misbehaviour misbehaviour;
    private final InstantSource clock;
    private final Map<String, Watched> logs = new HashMap<>();

    /** What came of a request. */
    sealed interface Outcome {

        /** A cosignature, made after the checkpoint was kept. */
        record Cosigned(WitnessReply.Cosignatures lines) implements Outcome {}

        record Refused(WitnessDecision decision) implements Outcome {}
    }

    /** A log and what is known of it; the object is the lock of its log. */
    private static final class Watched {
        private final WatchedLog log;
        private Optional<SignedNote> last;

        Watched(WatchedLog log, Optional<SignedNote> last) {
            this.log = log;
            this.last = last;
        }
    }

    /**
     * @throws IOException when the memory of a log cannot be read
     */
    Witness(
            Cosigner cosigner,
            List<WatchedLog> logs,
            Memory memory,
            Misbehaviour misbehaviour,
            InstantSource clock)
            throws IOException {
        this.cosigner = cosigner;
        this.memory = memory;
        this.misbehaviour = misbehaviour;
        this.clock = clock;
        for (WatchedLog log : logs) {
            this.logs.put(log.origin(), new Watched(log, memory.last(log.origin())));
        }
    }

    /**
     * Answers one request.
     *
     * @throws IOException when the checkpoint could not be kept; then nothing was cosigned
     */
    Outcome add(AddCheckpoint request) throws IOException {
        Watched watched = logs.get(request.checkpoint().origin());
        if (watched == null) {
            return new Outcome.Refused(
                    new WitnessDecision.UnknownLog(request.checkpoint().origin()));
        }
        synchronized (watched) {
            WitnessDecision decision =
                    WitnessDecision.of(watched.log.keys(), watched.last, request);
            if (!(decision instanceof WitnessDecision.Cosign cosign)) {
                misbehaviour.keep(request, decision);
                return new Outcome.Refused(decision);
            }
            keep(watched, cosign.note());
            return new Outcome.Cosigned(
                    new WitnessReply.Cosignatures(
                            List.of(
                                    cosigner.cosign(
                                            cosign.note().text(),
                                            clock.instant().getEpochSecond()))));
        }
    }

    /** From here on a crash leaves the new checkpoint behind, whether or not it was cosigned. */
    private void keep(Watched watched, SignedNote note) throws IOException {
        boolean isNew = watched.last.map(SignedNote::text).filter(note.text()::equals).isEmpty();
        if (isNew) {
            memory.keep(watched.log.origin(), note);
            watched.last = Optional.of(note);
        }
    }
}
