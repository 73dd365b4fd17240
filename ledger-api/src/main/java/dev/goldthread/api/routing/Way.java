package dev.goldthread.api.routing;

import dev.goldthread.streams.query.Presence;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;

/** How a request gets its answer. */
public sealed interface Way {

    /** This instance answers, as what it is to the partition. */
    record Here(Presence as) implements Way {}

    /** Another one has answered. */
    record Elsewhere(HostInfo instance, RemoteAnswer answer) implements Way {}

    /**
     * Nobody can.
     *
     * @param reasons why each that was tried did not, for people
     * @param isUntouched whether it is certain that the request had no effect
     */
    record Nowhere(List<String> reasons, boolean isUntouched) implements Way {
        public Nowhere {
            reasons = List.copyOf(reasons);
        }
    }
}
