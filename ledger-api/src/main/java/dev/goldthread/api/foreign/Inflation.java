package dev.goldthread.api.foreign;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Takes content out of gzip and zip, up to a size and a ratio. */
public final class Inflation {

    /** Of all entries together, in bytes. */
    public static final int SIZE_BYTES_MAX = 64 * 1024 * 1024;

    /** A real report compresses to a hundredth at best; bombs come by the thousand. */
    public static final int RATIO_MAX = 200;

    /** Below this the ratio says nothing: a short text of one letter compresses very well. */
    private static final int RATIO_COUNTS_FROM_BYTES = 1024 * 1024;

    private static final int ENTRIES_MAX = 1_000;
    private static final int CHUNK_BYTES = 16 * 1024;

    private Inflation() {}

    public static boolean isGzip(byte[] body) {
        return body.length > 2 && (body[0] & 0xFF) == 0x1F && (body[1] & 0xFF) == 0x8B;
    }

    public static boolean isZip(byte[] body) {
        return body.length > 4 && body[0] == 'P' && body[1] == 'K' && body[2] == 3 && body[3] == 4;
    }

    /** What is inside a gzip member; a body that is none comes back as it is. */
    public static byte[] ofGzip(byte[] body) throws UnreadableException {
        return ofGzip(body, SIZE_BYTES_MAX);
    }

    /**
     * @param sizeBytesMax what it may become
     */
    public static byte[] ofGzip(byte[] body, int sizeBytesMax) throws UnreadableException {
        if (!isGzip(body)) {
            return body;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return read(in, new Bound(body.length, sizeBytesMax), 0, "gzip");
        } catch (IOException e) {
            throw new UnreadableException(
                    "", "not-gzip", String.valueOf(e.getMessage()), "send whole gzip, or none");
        }
    }

    /** The files in a zip by their names, in order; folders are left out. */
    public static Map<String, byte[]> ofZip(byte[] body) throws UnreadableException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Bound bound = new Bound(body.length, SIZE_BYTES_MAX);
        long total = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (files.size() == ENTRIES_MAX) {
                    throw new UnreadableException(
                            "",
                            "too-many-entries",
                            "more than %d files in the zip".formatted(ENTRIES_MAX),
                            "send fewer files in one zip");
                }
                if (!entry.isDirectory()) {
                    byte[] content = read(zip, bound, total, entry.getName());
                    total += content.length;
                    if (files.putIfAbsent(entry.getName(), content) != null) {
                        throw new UnreadableException(
                                entry.getName(),
                                "duplicate-entry",
                                "two files of one name",
                                "send each file once");
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableException(
                    "", "not-zip", String.valueOf(e.getMessage()), "send a whole zip");
        }
        return files;
    }

    /**
     * @param compressedBytes what came
     * @param sizeBytesMax what it may become
     */
    private record Bound(int compressedBytes, int sizeBytesMax) {

        boolean isBroken(long totalBytes) {
            boolean isBomb =
                    totalBytes > RATIO_COUNTS_FROM_BYTES
                            && totalBytes > (long) compressedBytes * RATIO_MAX;
            return totalBytes > sizeBytesMax || isBomb;
        }

        UnreadableException broken(String name, long totalBytes) {
            return new UnreadableException(
                    name,
                    "inflates-too-much",
                    "more than %,d bytes out of %,d".formatted(totalBytes - 1, compressedBytes),
                    "send at most %,d bytes and at most %d times the compressed size"
                            .formatted(sizeBytesMax, RATIO_MAX));
        }
    }

    private static byte[] read(InputStream in, Bound bound, long before, String name)
            throws IOException, UnreadableException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            out.write(chunk, 0, count);
            long total = before + out.size();
            if (bound.isBroken(total)) {
                throw bound.broken(name, total);
            }
        }
        return out.toByteArray();
    }
}
