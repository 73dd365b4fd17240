package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.core.event.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a delivery as a connection would, and keeps nothing. */
public final class Trial {

    private Trial() {}

    /** What a tool could send. */
    public record Sample(Map<String, String> headers, Bytes body) {
        public Sample {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * The sample that comes with the program: a file with a line {@code Name: value} per header, a
     * blank line and the body.
     */
    public static Optional<Sample> sample(String format) {
        try (InputStream in = Trial.class.getResourceAsStream("samples/%s.txt".formatted(format))) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own sample cannot be read", e);
        }
    }

    private static Sample parse(String text) {
        int blank = text.indexOf("\n\n");
        Map<String, String> headers = new TreeMap<>();
        for (String line : text.substring(0, blank).lines().toList()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Sample(
                headers, new Bytes(text.substring(blank + 2).getBytes(StandardCharsets.UTF_8)));
    }

    public static Reading read(
            ConnectionSettings settings, PersonDirectory persons, Sample sample, Instant now) {
        Map<String, String> headers = KeptHeaders.of(sample.headers());
        try {
            Bytes body =
                    TransferEncoding.decode(
                            sample.body(),
                            Optional.ofNullable(headers.get("content-encoding")),
                            HookIntake.BODY_BYTES_MAX);
            return settings.adapter()
                    .read(new Delivery(headers, body, now), new ConnectionRules(settings, persons));
        } catch (UnfitException e) {
            return e.reading();
        }
    }
}
