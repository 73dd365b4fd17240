package dev.goldthread.streams.serde;

import java.time.Duration;

/**
 * How long a registry is asked again.
 *
 * @param roundsMax how often the list of addresses is gone through, 1 to 20
 * @param pauseFirst the pause after the first round; it doubles with each
 * @param answerMax how long one answer may take
 */
public record RetryPolicy(int roundsMax, Duration pauseFirst, Duration answerMax) {

    /** Gives up after three rounds: about half a second of pauses. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Duration.ofMillis(150), Duration.ofSeconds(15));

    public RetryPolicy {
        if (roundsMax < 1 || roundsMax > 20) {
            throw new IllegalArgumentException(
                    "roundsMax must be 1 to 20, but is %d; correct it".formatted(roundsMax));
        }
    }

    Duration pauseAfter(int round) {
        return pauseFirst.multipliedBy(1L << round);
    }
}
