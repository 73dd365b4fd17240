package dev.goldthread.api.witness;

import dev.goldthread.core.seal.SignedNote;
import java.io.IOException;
import java.util.Optional;

/** What a witness cosigned last of each log. Called for one log by one thread at a time. */
interface Memory {

    /**
     * The last checkpoint; empty when there never was one.
     *
     * @throws IOException when something is there and cannot be understood: a witness that forgot
     *     would cosign a second history
     */
    Optional<SignedNote> last(String origin) throws IOException;

    /**
     * Keeps {@code note} as the last one. When this returns, no crash of process or machine undoes
     * it; when it throws, either the old or the new one is kept.
     */
    void keep(String origin, SignedNote note) throws IOException;
}
