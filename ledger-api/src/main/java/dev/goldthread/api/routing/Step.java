package dev.goldthread.api.routing;

import org.apache.kafka.streams.state.HostInfo;

/** One way to get an answer. */
public sealed interface Step {

    /** This instance answers, when it can by then. */
    record Here() implements Step {}

    /** That instance is asked. */
    record There(HostInfo instance) implements Step {}
}
