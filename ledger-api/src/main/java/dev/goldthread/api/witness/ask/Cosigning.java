package dev.goldthread.api.witness.ask;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings the newest checkpoint of every log to every configured witness, verifies what comes back
 * and hands it to the sink. Each witness has a thread of its own, so a slow one holds up no other.
 * What was cosigned before a restart is seen from the feed and not asked for again.
 */
public final class Cosigning implements AutoCloseable {

    private final List<WitnessLoop> witnesses;
    private final List<Loop> loops = new ArrayList<>();

    private Cosigning(List<WitnessLoop> witnesses) {
        this.witnesses = witnesses;
    }

    /** Begins, and returns at once. */
    public static Cosigning start(
            List<WitnessAddress> witnesses,
            CheckpointFeed feed,
            ConsistencyProofs proofs,
            CosignatureSink sink,
            Pace pace) {
        Cosigning cosigning =
                new Cosigning(
                        witnesses.stream()
                                .map(each -> new WitnessLoop(each, feed, proofs, sink, pace))
                                .toList());
        cosigning.witnesses.forEach(
                each ->
                        cosigning.loops.add(
                                new Loop(
                                        "witness-" + each.figures().witness(), pace.look(), each)));
        return cosigning;
    }

    /** How it stands with each witness, in the order they were given. Safe for any thread. */
    public List<WitnessFigures> figures() {
        return witnesses.stream().map(WitnessLoop::figures).toList();
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
