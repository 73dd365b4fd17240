package dev.goldthread.api.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.owned.OwnerFiles;
import dev.goldthread.api.owned.Turns;
import dev.goldthread.core.event.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The file {@code connections.json} in the data folder: which connections there are. People and
 * {@code goldthread connections add} write it, the ledger only reads it.
 */
public final class ConnectionsFile {

    public static final String NAME = "connections.json";

    private final Path path;
    private final SettingsJson reader;

    /**
     * @param environment for secrets that are variables
     */
    public ConnectionsFile(Path data, Map<String, String> environment) {
        this.path = data.resolve(NAME);
        this.reader = new SettingsJson(new SecretSource(data, path, environment));
    }

    public Path path() {
        return path;
    }

    /**
     * All connections, none without a file.
     *
     * @throws ConnectionsException when one cannot be used; nothing of the file counts then
     */
    public List<ConnectionSettings> read() {
        try {
            return Files.exists(path) ? reader.read(tree()) : List.of();
        } catch (UnfitException e) {
            throw new ConnectionsException(NAME, e.violation());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(path), e);
        }
    }

    private Member tree() throws IOException {
        return JsonBody.read(new Bytes(Files.readAllBytes(path)));
    }

    /**
     * Adds one and keeps what else stands in the file.
     *
     * @param connection as it shall stand there
     * @throws ConnectionsException when it cannot be used, or its name is taken; the file is as
     *     before
     */
    public ConnectionSettings add(ObjectNode connection) {
        try {
            return Turns.take(path.resolveSibling(NAME + ".lock"), () -> adding(connection));
        } catch (UnfitException e) {
            throw new ConnectionsException(NAME, e.violation());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(path), e);
        }
    }

    private ConnectionSettings adding(ObjectNode connection) throws IOException {
        ObjectNode file =
                Files.exists(path) && tree().json() instanceof ObjectNode there
                        ? there
                        : JsonNodeFactory.instance.objectNode();
        file.withArray("connections").add(connection);
        String after = text(file);
        List<ConnectionSettings> all = reader.read(JsonBody.read(new Bytes(bytes(after))));
        OwnerFiles.write(path, after);
        return all.getLast();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ObjectNode file) throws JsonProcessingException {
        return JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(file)
                + "\n";
    }
}
