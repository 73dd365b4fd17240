package dev.goldthread.api.http;

import io.micronaut.http.HttpStatus;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of a content (RFC 9110 section 14.2); several parts at once are not offered. */
record ByteSpan(long first, long length) {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    /** All of it where no part was asked for. */
    static ByteSpan of(Optional<String> range, long size) {
        if (range.isEmpty()) {
            return new ByteSpan(0, size);
        }
        Matcher matcher = RANGE.matcher(range.get().strip());
        if (matcher.matches()) {
            long first = Long.parseLong(matcher.group(1));
            long last =
                    matcher.group(2).isEmpty()
                            ? size - 1
                            : Math.min(size - 1, Long.parseLong(matcher.group(2)));
            if (first <= last) {
                return new ByteSpan(first, last - first + 1);
            }
        }
        throw ProblemException.of(
                HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                "range",
                "Range must be bytes=first-last within %d bytes, but is \"%s\"; correct it"
                        .formatted(size, range.get()));
    }

    String header(long size) {
        return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
    }

    InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(first);
            return new Bounded(in, length);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = super.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
