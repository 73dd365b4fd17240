package dev.goldthread.api.connection;

import dev.goldthread.api.gate.Outcome;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import java.time.Duration;
import java.util.List;

/** The gate, as a delivery meets it. */
public interface Door {

    /**
     * @throws dev.goldthread.api.gate.DiskFullException when nothing more may be kept
     */
    void requireRoom();

    /**
     * @param events each the UTF-8 JSON of one event
     * @return one outcome per event, in order
     * @throws dev.goldthread.api.gate.BrokerAwayException when not all could be written
     */
    List<Outcome> submit(List<byte[]> events, Submission submission, Duration wait);
}
