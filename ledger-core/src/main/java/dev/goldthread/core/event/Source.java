package dev.goldthread.core.event;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where an event comes from.
 *
 * @param seq counts per source from 1, so that a lost or withheld event shows as a hole
 */
public record Source(String uri, String tool, Optional<String> version, OptionalLong seq) {}
