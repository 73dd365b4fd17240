package dev.goldthread.streams.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Where a token's PIN comes from. Never shows it. */
final class TokenPin {

    private static final String FILE = "file:";
    private static final int BYTES_MAX = 256;

    private interface Source {
        byte[] read();
    }

    private final Source source;
    private final String place;

    private TokenPin(Source source, String place) {
        this.source = source;
        this.place = place;
    }

    static TokenPin ofValue(byte[] value) {
        return new TokenPin(value::clone, "pin-value");
    }

    /**
     * @param source {@code file:/path}, {@code file:///path} or {@code /path}
     * @throws KeyRefusedException for anything else, such as a command
     */
    static TokenPin ofSource(String source) {
        String path = source.startsWith(FILE) ? source.substring(FILE.length()) : source;
        if (path.startsWith("///")) {
            path = path.substring(2);
        }
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new KeyRefusedException(
                    "attribute pin-source of the checkpoint key URI must be file: and an absolute path, but is not; write the PIN into a file that you alone can read");
        }
        Path file = Path.of(path);
        return new TokenPin(() -> read(file), file.toString());
    }

    /** To be overwritten after use; a file is read each time. */
    byte[] read() {
        return source.read();
    }

    private static byte[] read(Path file) {
        try {
            OwnerFile.requirePrivate("PIN file", file);
            if (Files.size(file) > BYTES_MAX) {
                throw new KeyRefusedException(
                        "PIN file %s must have at most %d bytes, but has %d"
                                .formatted(file, BYTES_MAX, Files.size(file)));
            }
            byte[] bytes = Files.readAllBytes(file);
            int length = bytes.length;
            while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
                length--;
            }
            byte[] pin = Arrays.copyOf(bytes, length);
            Arrays.fill(bytes, (byte) 0);
            return pin;
        } catch (IOException e) {
            throw new KeyRefusedException(
                    "PIN file %s must be readable by this user, but is not (%s); check path and owner"
                            .formatted(file, e),
                    e);
        }
    }

    @Override
    public String toString() {
        return place;
    }
}
