package dev.goldthread.api.gate;

import java.time.Duration;

/** Is told how long events took that a caller waited for; must be quick and thread-safe. */
@FunctionalInterface
public interface SealingTimes {

    /**
     * Both from the moment the gate took the event up, by this host's clock.
     *
     * @param toSealed until the time in its seal, which the sealer's host gave
     * @param toApplied until its receipt could be read from the projection
     */
    void sealed(Duration toSealed, Duration toApplied);
}
