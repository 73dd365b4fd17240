package dev.goldthread.api.drill;

import java.io.IOException;
import java.time.Duration;

/** Something that is killed and started again. One thread uses it. */
interface Killable {

    String name();

    /**
     * Waits until it serves.
     *
     * @throws AssertionError when it ended by itself, with what it said
     */
    void awaitReady() throws IOException, InterruptedException;

    /** Lets it run for so long; that it ends meanwhile by itself is a failure. */
    void run(Duration time) throws IOException, InterruptedException;

    /** kill -9. */
    void kill() throws IOException, InterruptedException;

    /** Starts it on what it left; returns before it serves. */
    void startAgain() throws IOException, InterruptedException;
}
