package dev.goldthread.api.witness.ask;

import java.util.Optional;

/**
 * How it stands with one witness.
 *
 * @param witness its name
 * @param pending logs whose newest checkpoint it has not cosigned yet
 * @param cosigned cosignatures since the start
 * @param failed attempts that brought none, since the start
 * @param lastSize size of the tree that it cosigned last, of whichever log; 0 before the first
 * @param problem why the last attempt brought none; empty when it did
 */
public record WitnessFigures(
        String witness,
        int pending,
        long cosigned,
        long failed,
        long lastSize,
        Optional<String> problem) {}
