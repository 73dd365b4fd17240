package dev.goldthread.api.routing;

import dev.goldthread.streams.query.Presence;
import org.apache.kafka.streams.state.HostInfo;

/** One way to get an answer. */
public sealed interface Step {

    /** This instance answers. */
    record Here(Presence as) implements Step {}

    /** That instance is asked. */
    record There(HostInfo instance) implements Step {}
}
