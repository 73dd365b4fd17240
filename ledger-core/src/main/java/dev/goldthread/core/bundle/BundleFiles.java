package dev.goldthread.core.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one bundle by name, wherever they lie. Names have {@code /} between folders and no
 * leading one.
 */
public interface BundleFiles {

    /** The names of all files there are, in any order; to be closed. */
    Stream<String> names() throws IOException;

    /** A file's content; empty when there is no such file. */
    Optional<InputStream> open(String name) throws IOException;

    /**
     * A new file, whole when the stream is closed.
     *
     * @throws IOException also when there is one of that name already
     */
    OutputStream create(String name) throws IOException;
}
