package dev.goldthread.streams.project;

import dev.goldthread.core.event.EventOutline;
import java.time.Instant;

/**
 * An event as the store keeps it, and where it stands in its product's log.
 *
 * @param event of type {@code event.opaque} where the sealed body cannot be read
 */
public record LoggedEvent(long seq, Instant sealedAt, EventOutline event) {}
