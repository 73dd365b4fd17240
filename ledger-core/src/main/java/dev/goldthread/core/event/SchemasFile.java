package dev.goldthread.core.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file that module {@code schemas} publishes. */
public final class SchemasFile {

    private SchemasFile() {}

    /**
     * @param name {@code vocabulary.json}
     * @throws IllegalStateException when the build left it out
     */
    public static String text(String name) {
        String resource = "/dev/goldthread/schemas/" + name;
        try (InputStream in = SchemasFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "missing resource " + resource + "; build module schemas first");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
