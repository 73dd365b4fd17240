package dev.goldthread.api.witness.ask;

import java.time.Duration;

/**
 * How often one looks for something new, and how long one waits after failures.
 *
 * @param look between two looks at the feed
 * @param retry after the first failure; doubled after each further one
 * @param retryMax the longest wait
 */
public record Pace(Duration look, Duration retry, Duration retryMax) {

    public static final Pace DEFAULT =
            new Pace(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(5));

    private static final int DOUBLINGS_MAX = 20;

    public Pace {
        if (look.isNegative() || look.isZero() || retry.isNegative() || retry.isZero()) {
            throw new IllegalArgumentException(
                    "pace must be of times above 0, but is %s and %s".formatted(look, retry));
        }
    }

    /** How long to wait after so many failures in a row, at least 1. */
    Duration after(int failures) {
        Duration wait = retry.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        return wait.compareTo(retryMax) > 0 ? retryMax : wait;
    }
}
