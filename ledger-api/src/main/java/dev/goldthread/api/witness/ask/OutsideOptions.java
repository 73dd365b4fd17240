package dev.goldthread.api.witness.ask;

import dev.goldthread.core.seal.VerifierKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which outsiders speak for our logs.
 *
 * @param witnesses each asked for every new checkpoint; none is possible
 * @param authority asked for stamps, if any
 * @param stampInterval at most one stamp per log in this time
 */
public record OutsideOptions(
        List<WitnessAddress> witnesses,
        Optional<TimestampAuthority> authority,
        Duration stampInterval) {

    /** Nobody is asked. */
    public static final OutsideOptions NONE =
            new OutsideOptions(List.of(), Optional.empty(), Timestamping.INTERVAL_DEFAULT);

    /**
     * @throws IllegalArgumentException when a witness stands twice, or the interval is not above 0
     */
    public OutsideOptions {
        witnesses = List.copyOf(witnesses);
        List<VerifierKey> keys = witnesses.stream().map(WitnessAddress::key).distinct().toList();
        if (keys.size() < witnesses.size()) {
            throw new IllegalArgumentException(
                    "witnesses must be named once each, but one stands twice; leave one of them out");
        }
        if (stampInterval.isNegative() || stampInterval.isZero()) {
            throw new IllegalArgumentException(
                    "interval of timestamps must be above 0, but is " + stampInterval);
        }
    }

    /** Whether there is a witness or an authority. */
    public boolean asksAnybody() {
        return !witnesses.isEmpty() || authority.isPresent();
    }
}
