package dev.goldthread.api.cli;

import dev.goldthread.api.connection.ConnectionSettings;
import dev.goldthread.api.connection.ConnectionsException;
import dev.goldthread.api.connection.ConnectionsFile;
import java.nio.file.Path;

/** The settings of a connection that somebody names. */
final class ConnectionName {

    private ConnectionName() {}

    /**
     * @throws CliException when there is none of this name, or the file cannot be used
     */
    static ConnectionSettings settings(String name, Path data, Terminal terminal) {
        ConnectionsFile connections = new ConnectionsFile(data, terminal.environment());
        try {
            return connections.read().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    CliException.error(
                                            "%s has no connection %s; add it by goldthread connections add"
                                                    .formatted(connections.path(), name)));
        } catch (ConnectionsException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }
}
