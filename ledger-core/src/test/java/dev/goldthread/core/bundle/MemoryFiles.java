package dev.goldthread.core.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A bundle in memory, so that twenty thousand spoilt ones can be verified in a minute. */
final class MemoryFiles implements BundleFiles {

    final Map<String, byte[]> content = new TreeMap<>();

    /** The same files; bytes are shared until replaced by {@link #put}. */
    MemoryFiles copy() {
        MemoryFiles copy = new MemoryFiles();
        copy.content.putAll(content);
        return copy;
    }

    MemoryFiles put(String name, byte[] bytes) {
        content.put(name, bytes);
        return this;
    }

    byte[] get(String name) {
        return Optional.ofNullable(content.get(name)).orElseThrow(() -> new AssertionError(name));
    }

    @Override
    public Stream<String> names() {
        return List.copyOf(content.keySet()).stream();
    }

    @Override
    public Optional<InputStream> open(String name) {
        return Optional.ofNullable(content.get(name)).map(ByteArrayInputStream::new);
    }

    @Override
    public OutputStream create(String name) throws IOException {
        if (content.containsKey(name)) {
            throw new IOException(name + " is there already");
        }
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                content.put(name, toByteArray());
            }
        };
    }
}
