package dev.goldthread.api.monitor;

import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.SignedNote;
import java.net.URI;

/** What one place showed. */
public sealed interface Sight {

    URI address();

    /** A checkpoint of the log, validly signed. */
    record Signed(URI address, Checkpoint checkpoint, SignedNote note) implements Sight {}

    /**
     * Something else than such a checkpoint, or tiles that do not lead to it.
     *
     * @param problem field, rule and value seen
     */
    record Bad(URI address, String problem) implements Sight {}

    /** No answer that could be judged. */
    record Unreachable(URI address, String problem) implements Sight {}
}
