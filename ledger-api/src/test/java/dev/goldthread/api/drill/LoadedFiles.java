package dev.goldthread.api.drill;

import dev.goldthread.api.verifier.FolderFiles;
import dev.goldthread.core.bundle.BundleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An export in memory, to be spoilt: every method gives another one and leaves this as it is. */
final class LoadedFiles implements BundleFiles {

    private static final int ENTRY_BYTES = 115;

    private final Map<String, byte[]> content;

    private LoadedFiles(Map<String, byte[]> content) {
        this.content = content;
    }

    LoadedFiles(Path folder) throws IOException {
        this(new TreeMap<>());
        FolderFiles files = new FolderFiles(folder);
        try (Stream<String> names = files.names()) {
            for (String name : names.toList()) {
                try (InputStream in = files.open(name).orElseThrow()) {
                    content.put(name, in.readAllBytes());
                }
            }
        }
    }

    List<String> list() {
        return List.copyOf(content.keySet());
    }

    byte[] get(String name) {
        return content.get(name).clone();
    }

    /** The one file whose name begins so. */
    String only(String prefix) {
        List<String> found = list().stream().filter(name -> name.startsWith(prefix)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found);
        }
        return found.getFirst();
    }

    LoadedFiles with(String name, byte[] bytes) {
        Map<String, byte[]> other = new TreeMap<>(content);
        other.put(name, bytes);
        return new LoadedFiles(other);
    }

    LoadedFiles without(String name) {
        Map<String, byte[]> other = new TreeMap<>(content);
        other.remove(name);
        return new LoadedFiles(other);
    }

    /** Another byte at that place. */
    LoadedFiles edit(String name, int at) {
        byte[] bytes = get(name);
        bytes[at] ^= 1;
        return with(name, bytes);
    }

    /** Any byte of the file becomes any other, or stays. */
    LoadedFiles change(String name, Random random) {
        byte[] bytes = get(name);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return with(name, bytes);
    }

    LoadedFiles swapEntries(String name, int first, int second) {
        byte[] bytes = get(name);
        System.arraycopy(
                content.get(name), first * ENTRY_BYTES, bytes, second * ENTRY_BYTES, ENTRY_BYTES);
        System.arraycopy(
                content.get(name), second * ENTRY_BYTES, bytes, first * ENTRY_BYTES, ENTRY_BYTES);
        return with(name, bytes);
    }

    boolean sameAs(LoadedFiles other, String name) {
        return Arrays.equals(content.get(name), other.content.get(name));
    }

    void store(Path folder) throws IOException {
        FolderFiles files = new FolderFiles(folder);
        for (Map.Entry<String, byte[]> each : content.entrySet()) {
            try (OutputStream out = files.create(each.getKey())) {
                out.write(each.getValue());
            }
        }
    }

    @Override
    public Stream<String> names() {
        return list().stream();
    }

    @Override
    public Optional<InputStream> open(String name) {
        return Optional.ofNullable(content.get(name)).map(ByteArrayInputStream::new);
    }

    @Override
    public OutputStream create(String name) {
        throw new UnsupportedOperationException("spoilt files are made by with(…)");
    }
}
