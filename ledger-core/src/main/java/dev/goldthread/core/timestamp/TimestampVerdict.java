package dev.goldthread.core.timestamp;

import java.math.BigInteger;
import java.time.Instant;

/** Whether a response proves that something existed at a time. */
public sealed interface TimestampVerdict {

    /**
     * It does.
     *
     * @param time it existed then or before, by the authority's clock
     * @param authority subject of the certificate that signed
     * @param policy object identifier of the policy that the authority follows
     * @param serial unique to the authority
     */
    record Stamped(Instant time, String authority, String policy, BigInteger serial)
            implements TimestampVerdict {}

    /**
     * It does not, and nothing it says may be used.
     *
     * @param field what does not hold, for example {@code messageImprint} or {@code chain}
     */
    record Refused(String field, String expected, String found) implements TimestampVerdict {

        public String message() {
            return "timestamp: %s must be %s, but is %s".formatted(field, expected, found);
        }
    }
}
