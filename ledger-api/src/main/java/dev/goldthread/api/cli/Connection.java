package dev.goldthread.api.cli;

import picocli.CommandLine.Mixin;

/** How a command reaches the API. */
final class Connection {

    @Mixin final DataOption data = new DataOption();
    @Mixin private final ConnectionFlags flags = new ConnectionFlags();

    LedgerClient open() {
        return flags.open(data.path());
    }
}
