package dev.goldthread.api.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.goldthread.core.event.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What another instance answered. So much of it is read that a small answer is whole, and one that
 * breaks off on the way is not passed on.
 *
 * @param headers without those of the connection
 * @param start the first bytes
 * @param rest what comes behind them; empty when they are all
 */
public record RemoteAnswer(
        int status, Map<String, List<String>> headers, Bytes start, Optional<InputStream> rest) {

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param wholeBytesMax so much of it is read now
     * @throws IOException when it breaks off
     */
    static RemoteAnswer read(HttpResponse<InputStream> response, int wholeBytesMax)
            throws IOException {
        InputStream body = response.body();
        byte[] start = body.readNBytes(wholeBytesMax);
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.keySet().removeIf(name -> !Forwarder.isPassedOn(name));
        return new RemoteAnswer(
                response.statusCode(),
                headers,
                new Bytes(start),
                start.length < wholeBytesMax ? Optional.empty() : Optional.of(body));
    }

    /** All of it, as a stream. */
    public InputStream body() {
        InputStream first = new ByteArrayInputStream(start.toBytes());
        return rest.<InputStream>map(more -> new SequenceInputStream(first, more)).orElse(first);
    }

    /**
     * All of it, in memory.
     *
     * @throws IOException when it is longer than was read; the rest is let go
     */
    public Bytes whole() throws IOException {
        if (rest.isEmpty()) {
            return start;
        }
        rest.get().close();
        throw new IOException("its answer is %d bytes or more".formatted(start.length()));
    }

    /** That instance has the partition no more, or not yet: nothing was done, another may help. */
    boolean isNotReady() {
        return status == SERVICE_UNAVAILABLE && problem().endsWith("/not-ready");
    }

    /**
     * The type of the problem that it tells (RFC 9457, section 3.1.1); empty where it tells none.
     */
    public String problem() {
        try {
            return JSON.readTree(new String(start.toBytes(), StandardCharsets.UTF_8))
                    .path("type")
                    .asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
