package dev.goldthread.streams.query;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Seal;

/** An event as the ledger holds it, checked against its seal when it was read. */
public record SealedEvent(AcceptedEvent event, Seal seal, Digest leaf) {}
