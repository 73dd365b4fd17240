package dev.goldthread.api.git;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.EventId;

/**
 * One event as it is sent.
 *
 * @param json one line of UTF-8, without the newline; the same history always gives the same bytes
 */
public record EventLine(EventId id, Bytes json) {}
