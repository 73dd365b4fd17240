package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads events one after the other: a JSON object, an array of objects, or objects one behind the
 * other (NDJSON). Copies token by token, so that a member that stands twice is the gate's to
 * refuse.
 */
final class EventReader implements Closeable {

    private static final JsonFactory JSON = new JsonFactory();

    private final String name;
    private final JsonParser parser;
    private boolean inArray;

    /**
     * @param name what to call the input in errors
     */
    EventReader(String name, InputStream in) {
        this.name = name;
        try {
            this.parser = JSON.createParser(in);
        } catch (IOException e) {
            throw CliException.error("%s cannot be read: %s".formatted(name, e.getMessage()));
        }
    }

    /** The next event as one line of UTF-8; empty at the end. */
    Optional<byte[]> next() {
        try {
            JsonToken token = parser.nextToken();
            if (inArray && token == JsonToken.END_ARRAY) {
                inArray = false;
                token = parser.nextToken();
            }
            if (!inArray && token == JsonToken.START_ARRAY) {
                inArray = true;
                return next();
            }
            if (token == null) {
                return Optional.empty();
            }
            if (token != JsonToken.START_OBJECT) {
                throw CliException.error(
                        "%s, line %d: an event must be a JSON object, but here stands %s; send an object, an array of objects, or one object per line"
                                .formatted(name, parser.currentLocation().getLineNr(), token));
            }
            return Optional.of(copy());
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw CliException.error(
                    "%s%s is not JSON: %s; correct it"
                            .formatted(
                                    name,
                                    at == null
                                            ? ""
                                            : ", line %d, column %d"
                                                    .formatted(at.getLineNr(), at.getColumnNr()),
                                    withoutSource(e.getOriginalMessage())));
        } catch (IOException e) {
            throw CliException.error("%s cannot be read: %s".formatted(name, e.getMessage()));
        }
    }

    /** Jackson repeats the place in its own words. */
    private static String withoutSource(String message) {
        int source = message.indexOf(" (start marker at");
        return source < 0 ? message : message.substring(0, source);
    }

    private byte[] copy() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.copyCurrentStructure(parser);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
