package dev.goldthread.api.cli;

import java.net.URI;
import picocli.CommandLine.Mixin;

/** How a command reaches the API. */
final class Connection {

    @Mixin final DataOption data = new DataOption();
    @Mixin private final ConnectionFlags flags = new ConnectionFlags();

    URI url() {
        return flags.url();
    }

    LedgerClient open() {
        return flags.open(data.path());
    }
}
