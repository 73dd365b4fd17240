package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;

/**
 * What {@link Chain#seal} made of one event.
 *
 * @param seal goes into the header {@code seal}
 * @param leaf the seal's leaf hash; goes into the header {@code leaf}
 * @param next the head from which the following event is sealed
 */
public record Sealed(Seal seal, Digest leaf, LogHead next) {}
