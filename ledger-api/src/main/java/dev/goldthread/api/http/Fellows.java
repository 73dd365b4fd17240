package dev.goldthread.api.http;

import dev.goldthread.api.routing.Instances;
import java.util.Optional;

/** The other instances of this ledger, where there may be any. */
public record Fellows(Optional<Instances> instances) {

    /** The property that is set exactly when there may be. */
    public static final String SWITCH = "goldthread.instances";
}
